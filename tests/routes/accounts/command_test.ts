import assert from "node:assert/strict";
import { startServer } from "../../../routes/server.ts";

const MAIN = new URL("../../../main.ts", import.meta.url).pathname;

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs the command `user` on a data directory with a text on its standard input. */
async function user(dataDirectory: string, args: readonly string[], input = ""): Promise<Ended> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "-A", "--unstable-kv", MAIN, "user", ...args],
    env: { OQ_DATADIR: dataDirectory },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input)).catch(() => {}); // a command that does not read
  await writer.close().catch(() => {});
  const { code, stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  return { code, out: text(stdout), error: text(stderr) };
}

Deno.test("The command user works without a server and beside a running one, whose login it is for", async () => {
  const dataDirectory = await Deno.makeTempDir();
  assert.deepEqual(await user(dataDirectory, ["list"]), { code: 0, out: "there are no users", error: "" });
  const added = await user(dataDirectory, ["add", "alice", "--group", "g"], "wonder-Land-42\n");
  assert.deepEqual(added, { code: 0, out: "alice                level 1, g", error: "" });

  const server = await startServer({
    host: "127.0.0.1",
    port: 0,
    concurrent: 1,
    isProfiled: false,
    dataDirectory,
    access: {
      isLocked: true,
      publicUrl: "",
      isBehindProxy: false,
      requestsPerMinute: 0,
      mail: { host: "", port: 25, isTls: false, user: "", password: "", from: "temblor@example.org" },
    },
  });
  try {
    const status = async (headers: HeadersInit) => {
      const answer = await fetch(`${server.url}/v1/calc/list`, { headers });
      await answer.body?.cancel();
      return answer.status;
    };
    const login = async (password: string) => {
      const body = new URLSearchParams({ username: "alice", password });
      const answer = await fetch(`${server.url}/accounts/ajax_login/`, { method: "POST", body });
      await answer.body?.cancel();
      const cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
      return [answer.status, await status({ cookie })];
    };
    assert.deepEqual(await login("wonder-Land-42"), [200, 200]);
    assert.equal((await user(dataDirectory, ["passwd", "alice"], "looking-glass\r\n")).code, 0);
    assert.deepEqual(await login("wonder-Land-42"), [403, 403]);
    assert.deepEqual(await login("looking-glass"), [200, 200]);

    const token = (await user(dataDirectory, ["token", "alice", "a script", "--days", "1"])).out;
    assert.equal(await status({ authorization: `Bearer ${token}` }), 200);
    const changed = await user(dataDirectory, ["set", "alice", "--level", "2", "--superuser", "--no-active"]);
    assert.equal(changed.out, "alice                level 2, superuser, may not log in, g");
    assert.equal(await status({ authorization: `Bearer ${token}` }), 403);
    assert.deepEqual(await login("looking-glass"), [403, 403]);
  } finally {
    await server.close();
  }
});

/** What the command is given, and what it says. */
const REFUSED: [string[], string, number, RegExp][] = [
  [["add", "alice"], "short\n", 1, /at least 8 characters/],
  [["add", "alice", "--level", "9"], "wonder-Land-42\n", 1, /level: expected 0, 1 or 2/],
  [["passwd", "nobody"], "wonder-Land-42\n", 1, /there is no such user/],
  [["add"], "", 2, /^usage/],
  [["add", "alice", "bob"], "", 2, /^usage/],
  [["remove", "alice"], "", 2, /^usage/],
  [["list", "--all"], "", 2, /Unknown option '--all'/],
];

Deno.test("The command user says what is wrong", async () => {
  const dataDirectory = await Deno.makeTempDir();
  for (const [args, input, code, message] of REFUSED) {
    const ended = await user(dataDirectory, args, input);
    assert.equal(ended.code, code, args.join(" "));
    assert.match(ended.error, message);
  }
});
