import assert from "node:assert/strict";
import { InputError } from "../../hazard/input_error.ts";
import { readSettings } from "../../settings/read.ts";
import { SETTINGS } from "../../settings/list.ts";

/** Settings from the texts of files and an environment. */
async function read(texts: readonly string[], environment: Record<string, string> = {}) {
  const files: string[] = [];
  for (const text of texts) {
    files.push(await Deno.makeTempFile({ suffix: ".cfg" }));
    await Deno.writeTextFile(files.at(-1)!, text);
  }
  return { files, ...await readSettings({ files, environment }) };
}

Deno.test("readSettings() has defaults without any file", async () => {
  const { settings, unused } = await readSettings({ files: ["/nowhere/openquake.cfg"], environment: {} });
  assert.deepEqual(settings.server, {
    host: "127.0.0.1",
    port: 8800,
    application_mode: "PUBLIC",
    public_url: "",
    behind_proxy: false,
    requests_per_minute: 0,
  });
  assert.equal(settings.webapi.server, "http://localhost:8800");
  assert.deepEqual(unused, []);
});

Deno.test("readSettings() lets later files win over earlier ones, and the environment over files", async () => {
  const { settings, origins, files } = await read(
    ["[webapi]\nserver = http://one:1/\nusername = alice\n[mail]\nport = 25\n", "[webapi]\nusername = bob\n"],
    { EMAIL_PORT: "465", TEMBLOR_HOST: "", OQ_APPLICATION_MODE: "restricted" },
  );
  assert.deepEqual(settings.webapi, { server: "http://one:1", username: "bob", password: "" });
  assert.equal(settings.mail.port, 465);
  assert.equal(settings.server.host, "127.0.0.1");
  assert.equal(settings.server.application_mode, "RESTRICTED");
  const origin = (key: string) => origins.find((each) => each.key === key)!.origin;
  assert.deepEqual([origin("username"), origin("from")], [`${files[1]}:2`, "default"]);
  assert.equal(
    origins.find(({ section, key }) => section === "mail" && key === "port")!.origin,
    "$EMAIL_PORT",
  );
});

Deno.test("readSettings() passes over what only the reference engine needs", async () => {
  const { unused, files } = await read(["[memory]\nlimit = 1_000\n[webapi]\ncalc_timeout =\n"]);
  assert.deepEqual(unused, [`${files[0]}:2: [memory] limit`, `${files[0]}:4: [webapi] calc_timeout`]);
});

Deno.test("readSettings() takes amounts as the reference writes them", async () => {
  const { settings } = await read(["[memory]\nmax_potential_gmfs = 1E12\nmax_gmf_gb = 2_500.5\n"]);
  assert.deepEqual(settings.memory, { max_potential_gmfs: 1e12, max_gmf_gb: 2500.5 });
});

const WRONG: [string, string, RegExp][] = [
  [
    "a port that is none",
    "[server]\nport = x",
    /:2: \[server\] port: expected a whole number from 0 to 65535, got "x"$/,
  ],
  ["a port that is too large", "[server]\nport = 65536", /from 0 to 65535/],
  [
    "an unknown mode",
    "[server]\napplication_mode = IMPACT",
    /expected one of PUBLIC, RESTRICTED, AELO, got "IMPACT"/,
  ],
  ["an amount that is none", "[memory]\nmax_gmf_gb = -1", /expected a number above 0, got "-1"/],
  ["neither yes nor no", "[server]\nbehind_proxy = maybe", /expected yes or no/],
  ["an url that is none", "[server]\npublic_url = ftp://x", /expected an url such as/],
  ["an unknown key", "[server]\nprot = 1", /\[server\] prot: there is no such setting; there are host, port/],
  ["a line that is none", "[server]\nport", /:2: expected "key = value"/],
];

for (const [name, text, message] of WRONG) {
  Deno.test(`readSettings() refuses ${name}`, async () => {
    await assert.rejects(read([text]), (error) => error instanceof InputError && message.test(error.message));
  });
}

Deno.test("readSettings() refuses wrong variables by their name", async () => {
  await assert.rejects(
    read([], { TEMBLOR_PORT: "x" }),
    /^InputError: \$TEMBLOR_PORT: expected a whole number/,
  );
});

Deno.test("Every setting has a variable of its own and a description", () => {
  const settings = Object.values(SETTINGS).flatMap((section) => Object.values(section));
  assert.equal(new Set(settings.map(({ env }) => env)).size, settings.length);
  for (const { env, description } of settings) {
    assert.ok(/^[A-Z_]+$/.test(env) && description.length > 5, env);
  }
});
