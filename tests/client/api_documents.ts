/** The descriptions that servers of every kind give of their API, and the types of the client made from them. */
import { type ApiDocument, apiModule } from "../../client/generate.ts";
import { type Client, withClient } from "../routes/client.ts";
import { withLock } from "../routes/locked_client.ts";

const MOSAIC = new URL("../routes/aelo/mosaic", import.meta.url).pathname;

/** Where the types are. */
export const API_FILE = new URL("../../client/api.ts", import.meta.url).pathname;

/** The text of the types as it should be. */
export async function expectedApi(): Promise<string> {
  const documents: ApiDocument[] = [];
  const note = async ({ app }: Pick<Client, "app">, headers: HeadersInit = {}) => {
    const answer = await app.request("/openapi.json", { headers });
    documents.push(await answer.json());
  };
  await withClient((client) => note(client));
  for (const mosaic of [undefined, MOSAIC]) {
    await withLock(async (client) => {
      const ann = await client.as("ann");
      await note(client, { cookie: `sessionid=${ann.cookies.get("sessionid")}` });
    }, { mosaic });
  }
  return await formatted(apiModule(documents));
}

async function formatted(text: string): Promise<string> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--ext", "ts", "-"],
    cwd: new URL("../../", import.meta.url).pathname,
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const { success, stdout } = await child.output();
  if (!success) throw new Error("the types could not be formatted");
  return new TextDecoder().decode(stdout);
}
