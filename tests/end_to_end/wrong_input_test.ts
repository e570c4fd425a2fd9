/**
 * Wrong jobs, each refused at once by a real server with the place of the mistake and what would be right: edits of
 * good_job (data/wrong_edits.tsv: the first problem as text, or its beginning), site models for it
 * (data/wrong_site_models.tsv), and uploads that are wrong as such.
 */
import assert from "node:assert/strict";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { waitForJob } from "../local_server.ts";
import { type Files, getJson, postFiles, postForm, readFolder, type RunAnswer, withServer } from "./http.ts";

const HERE = new URL(".", import.meta.url).pathname;
const GOOD_JOB = readFolder(`${HERE}good_job`);
const REGION = /region = .*\nregion_grid_spacing = .*/;

/** The good job at one site, which takes no time. */
const QUICK_JOB = withIni(REGION, "sites = 14.4 40.6");

function withIni(from: string | RegExp, to: string): Record<string, string> {
  return { ...GOOD_JOB, "job.ini": GOOD_JOB["job.ini"].replace(from, to) };
}

/** The rows of a table in data/, without its header; "\n" stands for a line break. */
function readTable(name: string): string[][] {
  const [, ...lines] = Deno.readTextFileSync(`${HERE}data/${name}`).trimEnd().split("\n");
  return lines.map((line) => line.split("\t").map((cell) => cell.replaceAll("\\n", "\n")));
}

/** "/text/flags" is a pattern. */
function patternOf(text: string): string | RegExp {
  const [, pattern, flags] = /^\/(.+)\/([a-z]*)$/s.exec(text) ?? [];
  return pattern === undefined ? text : new RegExp(pattern.replaceAll("\n", "\\n"), flags);
}

const bytes = (text: string) => new TextEncoder().encode(text);

interface Member {
  readonly content: string | Uint8Array;
  /** type and permissions as Unix has them, of a plain file if not given */
  readonly mode?: number;
}

async function zipOf(members: Readonly<Record<string, Member>>): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const [name, { content, mode = 0o100644 }] of Object.entries(members)) {
    const reader = new Uint8ArrayReader(typeof content === "string" ? bytes(content) : content);
    await writer.add(name, reader, { externalFileAttributes: mode << 16, versionMadeBy: 0x314 });
  }
  return await writer.close() as Uint8Array<ArrayBuffer>;
}

/** The job as members of a zip, under other names. */
function members(rename: (name: string) => string, job: Files = QUICK_JOB): Record<string, Member> {
  return Object.fromEntries(Object.entries(job).map(([name, content]) => [rename(name), { content }]));
}

const asTheyAre = members((name) => name);
const goodZip = await zipOf(asTheyAre);
const zeros = new Uint8Array(30_000_000);

/** Uploads that are wrong, and the first problem of each. */
const WRONG_UPLOADS: readonly [what: string, files: Files, problem: string][] = [
  ["nothing", {}, "archive: There are no .ini files in the archive"],
  ["an empty zip", { "job.zip": "" }, "job.zip: is not a readable zip file"],
  ["a zip that is none", { "job.zip": "PK no zip at all" }, "job.zip: is not a readable zip file"],
  ["half a zip", { "job.zip": goodZip.slice(0, goodZip.length / 2) }, "job.zip: is not a readable zip file"],
  ["a zip with a wrong byte", { "job.zip": withWrongByte(goodZip) }, "job.zip: is not a readable zip file"],
  [
    "a zip without job file",
    { "job.zip": await zipOf({ "source_model.xml": { content: "<nrml/>" } }) },
    "archive: There are no .ini files in the archive",
  ],
  [
    "a member outside of the archive",
    { "job.zip": await zipOf({ ...asTheyAre, "../../evil.xml": { content: "" } }) },
    'job.zip: "../../evil.xml": expected a name inside the archive\'s own folder',
  ],
  [
    "a link",
    { "job.zip": await zipOf({ ...asTheyAre, passwords: { content: "/etc/passwd", mode: 0o120777 } }) },
    'job.zip: "passwords": expected a file, got a link or device',
  ],
  [
    "a zip bomb",
    { "job.zip": await zipOf({ ...asTheyAre, zeros: { content: zeros } }) },
    'job.zip: "zeros": unpacks to more than 200 times its size',
  ],
  [
    "a job that is not in UTF-8",
    { ...GOOD_JOB, "job.ini": Uint8Array.from([...bytes(GOOD_JOB["job.ini"]), 0xff]) },
    "job.ini: is not text in UTF-8",
  ],
  [
    "a source model in UTF-16",
    { ...GOOD_JOB, "source_model.xml": Uint8Array.from([0xff, 0xfe, 0x3c, 0]) },
    "source_model.xml: is not text in UTF-8",
  ],
  ["an empty job file", { ...GOOD_JOB, "job.ini": "" }, "job.ini: calculation_mode: is missing, expected"],
  [
    "a job without its source model",
    Object.fromEntries(Object.entries(GOOD_JOB).filter(([name]) => name !== "source_model.xml")),
    'source_model_logic_tree.xml:4: logicTreeBranchSet "sources": No such file: source_model.xml',
  ],
  [
    "a job far from its site model",
    {
      ...withIni(REGION, "sites = 14.4 40.6\nsite_model_file = site_model.csv"),
      "site_model.csv": "lon,lat,vs30\n15.4,40.6,600\n",
    },
    "job.ini:7: site_model_file: There is nothing closer than 8 km to site (14.4 40.6), the nearest is 84.4 km away",
  ],
];

function withWrongByte(zip: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const changed = zip.slice();
  changed[200] ^= 0xff;
  return changed;
}

/** Uploads that look odd and are right. */
const RIGHT_UPLOADS: readonly [what: string, files: Files][] = [
  ["several files", QUICK_JOB],
  ["a zip", { "job.zip": goodZip }],
  ["a zip with a folder", { "job.zip": await zipOf(members((name) => `my job/${name}`)) }],
  ["a zip with absolute names, as QGIS sends", {
    "job.zip": await zipOf(members((name) => `/tmp/qgis/${name}`)),
  }],
  ["a zip with names of Windows", { "job.zip": await zipOf(members((name) => `C:\\job\\${name}`)) }],
  ["a zip with two job files, the first by name", {
    "job.zip": await zipOf({ ...asTheyAre, "job_other.ini": { content: "[general]\nwrong" } }),
  }],
  ["a zip with logic trees in a folder of their own, and the models beside them", {
    "job.zip": await zipOf(members(
      (name) => name === "job.ini" ? name : `trees/${name}`,
      { ...QUICK_JOB, "job.ini": QUICK_JOB["job.ini"].replace(/_file = /g, "_file = trees/") },
    )),
  }],
  ["files with CRLF and a byte order mark", mapped((text) => `\uFEFF${text.replaceAll("\n", "\r\n")}`)],
  ["files that end without line break", mapped((text) => text.trimEnd())],
];

function mapped(change: (text: string) => string): Files {
  return Object.fromEntries(Object.entries(QUICK_JOB).map(([name, text]) => [name, change(text)]));
}

/** That the job was refused for this reason, is listed as failed, and has left no file. */
async function assertRefused(
  { base, dataDirectory }: { base: string; dataDirectory: string },
  { status, json }: RunAnswer,
  problem: string,
): Promise<void> {
  assert.equal(status, 400, `${status} ${JSON.stringify(json)}`);
  const { traceback, problems, job_id: id } = json;
  assert.ok(traceback!.every((line) => typeof line === "string"));
  assert.equal(traceback![0].slice(0, problem.length), problem);
  assert.equal(traceback!.length, problems!.length + 2);
  const { file, line, parameter, message } = problems![0];
  const place = line === undefined ? file : `${file}:${line}`;
  assert.equal([place, parameter, message].filter((part) => part !== undefined).join(": "), traceback![0]);
  assert.equal((await getJson(base, `/v1/calc/${id}/status`)).status, "failed");
  assert.deepEqual(Array.from(Deno.readDirSync(`${dataDirectory}/jobs`), ({ name }) => name), []);
}

Deno.test("A job with a mistake is refused with its place and its remedy", (t) =>
  withServer(async (server) => {
    for (const [what, file, from, to, problem] of readTable("wrong_edits.tsv")) {
      await t.step(what, async () => {
        const edited = GOOD_JOB[file].replace(patternOf(from), to);
        assert.notEqual(edited, GOOD_JOB[file], `${file} has nothing like ${from}`);
        await assertRefused(server, await postFiles(server.base, { ...GOOD_JOB, [file]: edited }), problem);
      });
    }
    for (const [what, siteModel, problem] of readTable("wrong_site_models.tsv")) {
      await t.step(what, async () => {
        const job = withIni(REGION, "site_model_file = site_model.csv");
        const answer = await postFiles(server.base, { ...job, "site_model.csv": siteModel });
        await assertRefused(server, answer, problem);
      });
    }
    for (const [what, files, problem] of WRONG_UPLOADS) {
      await t.step(
        what,
        async () => await assertRefused(server, await postFiles(server.base, files), problem),
      );
    }
    await t.step("files in fields that are no files", async () => {
      const form = new FormData();
      for (const [name, content] of Object.entries(GOOD_JOB)) form.append(name, content);
      await assertRefused(server, await postForm(server.base, form), "archive: There are no .ini files");
    });
    await t.step("a body that is no form", async () => {
      const answer = await postForm(server.base, bytes(JSON.stringify(GOOD_JOB)));
      await assertRefused(server, answer, "upload: expected the content type multipart/form-data");
    });
    await t.step("the server still answers", async () => {
      const jobs: { status: string }[] = await getJson(server.base, "/v1/calc/list?limit=1000");
      assert.ok(jobs.length > 100);
      assert.deepEqual([...new Set(jobs.map(({ status }) => status))], ["failed"]);
      const { status, json } = await postFiles(server.base, QUICK_JOB);
      assert.equal(status, 200);
      await waitForJob(server.base, json.job_id);
    });
  }));

Deno.test("A job that only looks odd is computed", (t) =>
  withServer(async ({ base }) => {
    for (const [what, files] of RIGHT_UPLOADS) {
      await t.step(what, async () => {
        const { status, json } = await postFiles(base, files);
        assert.equal(status, 200, JSON.stringify(json));
        await waitForJob(base, json.job_id);
      });
    }
  }));
