/** The key that signs the tokens of a server. Who can read the file may do everything, as with the database itself. */
import { join } from "node:path";

const KEY_BYTES = 32;

/** The key in <data directory>/temblor.key, made at the first call; only its owner may read the file. */
export async function signingKey(dataDirectory: string): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(dataDirectory, "temblor.key");
  const key = await readKey(path) ?? await makeKey(path);
  if (key.length === KEY_BYTES) return key;
  throw new Error(`${path} has ${key.length} bytes, not ${KEY_BYTES}; remove it, which ends all sessions`);
}

async function readKey(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** The file appears with the whole key in it, whenever the program is killed. */
async function makeKey(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const draft = `${path}.${crypto.randomUUID()}`;
  await Deno.writeFile(draft, crypto.getRandomValues(new Uint8Array(KEY_BYTES)), {
    createNew: true,
    mode: 0o600,
  });
  await Deno.rename(draft, path);
  return await Deno.readFile(path);
}
