/** The hazard of sites with a mosaic of two models, from the form to the mail, over HTTP and with real processes. */
import assert from "node:assert/strict";
import { type Call, WebApi } from "../../client/web_api.ts";
import { waitForJob } from "../local_server.ts";
import { float32, readNpz } from "../outputs/read_npz.ts";
import { REPOSITORY, withServer } from "./http.ts";

const ENV = { OQ_APPLICATION_MODE: "AELO", TEMBLOR_MOSAIC_DIR: `${REPOSITORY}tests/routes/aelo/mosaic` };
const PASSWORD = "wonder-Land-42";

/** Runs the command `user` on the data directory of a server. */
async function user(dataDirectory: string, args: string[]): Promise<string> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--unstable-kv", `${REPOSITORY}main.ts`, "user", ...args],
    env: { OQ_DATADIR: dataDirectory },
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(`${PASSWORD}\n`));
  await writer.close();
  const { success, stdout } = await child.output();
  assert.ok(success);
  return new TextDecoder().decode(stdout).trim();
}

/** The mails that were written, by subject, as soon as there are so many. */
async function mails(dataDirectory: string, count: number): Promise<Map<string, string>> {
  for (;;) {
    const found = await readMails(dataDirectory);
    if (found.size >= count) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function readMails(dataDirectory: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const { name } of Deno.readDir(`${dataDirectory}/mail`)) {
    if (!name.endsWith(".eml")) continue;
    const text = await Deno.readTextFile(`${dataDirectory}/mail/${name}`);
    const [, subject = ""] = /^Subject: (.*?)\r?$/m.exec(text) ?? [];
    found.set(subject, text);
  }
  return found;
}

Deno.test("Sites are computed with the model that covers them, and a mail tells of the end", () =>
  withServer(async ({ base, dataDirectory }) => {
    await user(dataDirectory, ["add", "ann", "--email", "ann@example.org"]);
    const api = await WebApi.open({ server: base, username: "ann", password: PASSWORD });

    async function run(site: Call<"POST /v1/calc/aelo_run">["form"]): Promise<number> {
      const form = { asce_version: "ASCE7-22", ...site };
      const { job_id: id } = await api.call("POST /v1/calc/aelo_run", { form });
      await waitForJob(api, id);
      return id;
    }

    /** Mean curves of PGA, a site for each vs30. */
    async function curves(id: number): Promise<number[][]> {
      const answer = await api.call("GET /v1/calc/{id}/extract/{spec}", {
        path: { id, spec: "hcurves" },
        query: { kind: "mean", imt: "PGA" },
      });
      const mean = (await readNpz(new Uint8Array(await answer.arrayBuffer()))).get("mean");
      const [numSites, , numLevels] = mean!.shape.match(/\d+/g)!.map(Number), values = float32(mean);
      return Array.from({ length: numSites }, (_, i) => values.slice(i * numLevels, (i + 1) * numLevels));
    }

    const island = await run({
      lon: "2.05",
      lat: "2.05",
      site_name: "Town",
      site_class: "default",
      vs30: "260 365 530",
    });
    const cape = await run({
      lon: "6.05",
      lat: "2.05",
      site_name: "Cape",
      site_class: "custom",
      vs30: "760",
    });
    const [soft, , stiff] = await curves(island);
    assert.equal((await curves(island)).length, 3);
    assert.ok(soft[0] > 0 && soft[8] > stiff[8], "softer ground moves more");
    // the peninsula's smallest magnitude is 2.5 times as frequent, and its curves are for 50 years
    const [ofCape] = await curves(cape);
    assert.ok(ofCape[0] > 10 * stiff[0], `${ofCape[0]}, ${stiff[0]}`);

    const written = await mails(dataDirectory, 2);
    assert.deepEqual([...written.keys()].sort(), [island, cape].map((id) => `Job ${id} finished correctly`));
    for (const [id, name] of [[island, "Town"], [cape, "Cape"]] as const) {
      const [, page] = /^(http:\S+)$/m.exec(written.get(`Job ${id} finished correctly`)!)!;
      assert.equal(page, `${base}/engine/${id}/outputs_aelo`);
      const answer = await api.call("GET /engine/{id}/outputs_aelo", { path: { id } });
      assert.ok((await answer.text()).includes(name));
    }
  }, { env: ENV }));
