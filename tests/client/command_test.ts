import assert from "node:assert/strict";
import { exportCommand, extractCommand } from "../../client/command.ts";
import type { WebApiOptions } from "../../client/web_api.ts";

/** A server with a lock that has calculation 3 with an output, and notes what is asked of it. */
async function withServer(test: (options: WebApiOptions, asked: string[]) => Promise<void>) {
  const asked: string[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { pathname, search } = new URL(request.url);
    asked.push(`${request.method} ${pathname}${search}`);
    if (pathname === "/accounts/ajax_login/") {
      const isRight = (await request.formData()).get("password") === "right";
      const headers = new Headers([["set-cookie", "csrftoken=x"], ["set-cookie", "sessionid=abc; HttpOnly"]]);
      return isRight
        ? new Response("Successful login", { headers })
        : new Response("Invalid login", { status: 403 });
    }
    if (request.headers.get("cookie") !== "sessionid=abc") return new Response(null, { status: 403 });
    if (pathname === "/v1/calc/3/results") {
      return Response.json([{ id: 8, name: "Hazard Curves", type: "hcurves", outtypes: ["csv", "npz"] }]);
    }
    if (pathname === "/v1/calc/result/8") {
      const headers = { "content-disposition": "attachment; filename=../../output-8-hcurves.csv" };
      return new Response("lon,lat\r\n", { headers });
    }
    if (pathname.startsWith("/v1/calc/3/extract/")) return new Response(pathname + search);
    return new Response(pathname.endsWith("logout/") ? "Successful logout" : null, {
      status: pathname.endsWith("logout/") ? 200 : 404,
    });
  });
  try {
    const address = `http://127.0.0.1:${server.addr.port}`;
    await test({ server: address, username: "alice", password: "right" }, asked);
  } finally {
    await server.shutdown();
  }
}

Deno.test("export --webapi saves the file of an output into the folder, whatever the server calls it", () =>
  withServer(async (options, asked) => {
    const folder = `${await Deno.makeTempDir()}/out`;
    assert.equal(await exportCommand(["--webapi", "3", "hcurves", "csv", folder], options), 0);
    assert.equal(await Deno.readTextFile(`${folder}/output-8-hcurves.csv`), "lon,lat\r\n");
    assert.deepEqual(asked, [
      "POST /accounts/ajax_login/",
      "GET /v1/calc/3/results",
      "GET /v1/calc/result/8?export_type=csv",
      "POST /accounts/ajax_logout/",
    ]);
    assert.equal(await exportCommand(["3", "--webapi"], options), 0);
  }));

Deno.test("extract --webapi saves what the server extracts", () =>
  withServer(async (options) => {
    const file = `${await Deno.makeTempDir()}/x.npz`;
    assert.equal(await extractCommand(["3", "hcurves?kind=mean&imt=SA(0.1)", file, "--webapi"], options), 0);
    assert.equal(await Deno.readTextFile(file), "/v1/calc/3/extract/hcurves?kind=mean&imt=SA%280.1%29");
  }));

Deno.test("--server asks another server than that of the settings, with which its login stays", () =>
  withServer(async (options, asked) => {
    const settings = { ...options, server: "http://127.0.0.1:1" };
    assert.equal(await exportCommand(["3", "--server", options.server!], settings), 1);
    assert.deepEqual(asked, ["GET /v1/calc/3/results"]);
    assert.equal(await exportCommand(["3", `--server=${options.server}/`], options), 0);
    assert.equal(asked[1], "POST /accounts/ajax_login/");
  }));

/** What makes a command end with status 1, and what it then says. */
const REFUSED: [string, string[], Partial<WebApiOptions>, RegExp][] = [
  ["a wrong password", ["3"], { password: "wrong" }, /ajax_login\/ answered 403: Invalid login$/],
  ["no login", ["3"], { username: "" }, /results answered 403$/],
  ["an unknown calculation", ["4"], {}, /calc\/4\/results answered 404$/],
  ["an unknown output", ["3", "uhs", "csv"], {}, /calculation 3 has no output uhs/],
  ["no calculation", [], {}, /^usage/],
  ["half of a format", ["3", "uhs"], {}, /^usage/],
  [
    "a server that is none",
    ["3"],
    { server: "http://127.0.0.1:1" },
    /^http:\/\/127\.0\.0\.1:1 does not answer/,
  ],
];

for (const [name, args, changes, message] of REFUSED) {
  Deno.test(`export --webapi ends with a message for ${name}`, () =>
    withServer(async (options) => {
      const said: string[] = [], print = console.error;
      console.error = (text: string) => void said.push(text);
      try {
        assert.equal(await exportCommand(["--webapi", ...args], { ...options, ...changes }), 1);
      } finally {
        console.error = print;
      }
      assert.match(said.join("\n"), message);
    }));
}
