/**
 * The command `user`: it asks the server on the data directory, or does the server's part itself where none runs. The
 * server's key, which only its own user can read, is what it shows.
 */
import { parseArgs } from "node:util";
import { OpenAPIHono } from "@hono/zod-openapi";
import { Database } from "../../kv/database.ts";
import { DataDirectory, DirectoryInUseError } from "../../kv/data_directory.ts";
import { signingKey } from "../../kv/signing_key.ts";
import { PasswordHasher } from "../../workers/password.ts";
import { Accounts } from "../auth/accounts.ts";
import { setCaller } from "../auth/caller.ts";
import { Tokens } from "../auth/tokens.ts";
import { addUsers, USERS_PATH } from "./users.ts";

const USAGE = `usage: user list
       user add NAME [--level 0|1|2] [--email ADDRESS] [--group GROUP]... [--superuser]
       user set NAME [--level 0|1|2] [--email ADDRESS] [--group GROUP]... [--superuser] [--no-superuser]
                     [--active] [--no-active]
       user passwd NAME
       user token NAME LABEL [--days N]
add and passwd ask for the password, or read it from the first line of the standard input`;

/** A command is done in seconds, its token need not last. */
const TOKEN_MS = 60_000;

/** What to ask of the server. */
interface Ask {
  readonly path: string;
  /** null for a GET */
  readonly body: Record<string, unknown> | null;
}

/** Sends a request to the server. */
type Send = (path: string, init: RequestInit) => Response | Promise<Response>;

/** `user list|add|set|passwd|token`; returns the exit code. @throws DirectoryInUseError while `run` computes */
export async function userCommand(args: string[], dataDirectory: string): Promise<number> {
  const ask = await readArguments(args);
  if (!ask) {
    console.error(USAGE);
    return 2;
  }
  return await withServer(dataDirectory, async (send) => {
    const token = await new Tokens(await signingKey(dataDirectory))
      .sign("administration", { user: "", id: crypto.randomUUID() }, TOKEN_MS);
    const answer = await send(`${USERS_PATH}/${ask.path}`, {
      method: ask.body ? "POST" : "GET",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: ask.body && JSON.stringify(ask.body),
    });
    const text = await answer.text();
    if (answer.ok) console.log(shown(JSON.parse(text)));
    else console.error(answer.status === 404 ? "there is no such user" : JSON.parse(text).error);
    return answer.ok ? 0 : 1;
  });
}

async function readArguments(args: string[]): Promise<Ask | null> {
  const text = { type: "string" } as const, flag = { type: "boolean" } as const;
  const options = {
    level: text,
    email: text,
    group: { ...text, multiple: true },
    superuser: flag,
    active: flag,
    days: text,
  };
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true, allowNegative: true });
    const [action, name, label, ...rest] = positionals;
    if (rest.length > 0 || (label !== undefined) !== (action === "token")) return null;
    if (action === "list") return name === undefined ? { path: "list", body: null } : null;
    if (name === undefined) return null;
    const path = encodeURIComponent(name);
    const changes = {
      level: values.level === undefined ? undefined : Number(values.level),
      email: values.email,
      groups: values.group,
      is_superuser: values.superuser,
    };
    switch (action) {
      case "add":
        return { path: "add", body: { name, ...changes, password: await readPassword() } };
      case "set":
        return { path: `${path}/change`, body: { ...changes, is_active: values.active } };
      case "passwd":
        return { path: `${path}/change`, body: { password: await readPassword() } };
      case "token":
        return {
          path: `${path}/token`,
          body: { label, days: values.days === undefined ? undefined : Number(values.days) },
        };
    }
  } catch (error) {
    const isUsage = String((error as { code?: unknown }).code).startsWith("ERR_PARSE_ARGS");
    if (!isUsage) throw error;
    console.error((error as Error).message);
  }
  return null;
}

/** Calls `use` with a way to the server that holds the directory, or to one without socket. */
async function withServer(path: string, use: (send: Send) => Promise<number>): Promise<number> {
  let directory: DataDirectory;
  try {
    directory = DataDirectory.open(path);
  } catch (error) {
    const { url } = error instanceof DirectoryInUseError ? DataDirectory.holder(path) : { url: null };
    if (url === null) throw error;
    return await use((path, init) => fetch(`${url}${path}`, init));
  }
  try {
    using database = await Database.open(directory);
    using hasher = new PasswordHasher();
    const accounts = new Accounts({
      database,
      hasher,
      key: await signingKey(path),
      isLocked: true,
      publicUrl: () => "",
      isBehindProxy: false,
      sendMail: () => Promise.resolve(),
    });
    const app = new OpenAPIHono();
    app.use("*", async (c, next) => {
      const caller = await accounts.identify(c);
      if (caller) setCaller(c, caller);
      await next();
    });
    addUsers(app, { accounts, database });
    return await use((path, init) => app.request(path, init));
  } finally {
    directory[Symbol.dispose]();
  }
}

/** The password, without showing it where it is typed. */
async function readPassword(): Promise<string> {
  const isTyped = Deno.stdin.isTerminal();
  if (isTyped) {
    await Deno.stderr.write(new TextEncoder().encode("Password: "));
    Deno.stdin.setRaw(true, { cbreak: true });
  }
  try {
    return await readLine();
  } finally {
    if (isTyped) {
      Deno.stdin.setRaw(false);
      console.error();
    }
  }
}

async function readLine(): Promise<string> {
  const decoder = new TextDecoder(), buffer = new Uint8Array(256);
  let text = "";
  for (let count; (count = await Deno.stdin.read(buffer)) !== null;) {
    text += decoder.decode(buffer.subarray(0, count), { stream: true });
    if (/[\r\n]/.test(text)) break;
  }
  // as a terminal that is not raw does, take back what was deleted
  let line = text.split(/[\r\n]/)[0];
  while (/[^\x7f\b][\x7f\b]/.test(line)) line = line.replace(/[^\x7f\b][\x7f\b]/, "");
  return line;
}

function shown(answer: unknown): string {
  if (!Array.isArray(answer)) return userLine(answer as Record<string, unknown>);
  return answer.map(userLine).join("\n") || "there are no users";
}

function userLine(user: Record<string, unknown>): string {
  if ("token" in user) return String(user.token);
  const notes = [
    `level ${user.level}`,
    user.is_superuser ? "superuser" : "",
    user.is_active ? "" : "may not log in",
    user.email ?? "",
    ...user.groups as string[],
  ];
  return `${String(user.name).padEnd(20)} ${notes.filter(Boolean).join(", ")}`;
}
