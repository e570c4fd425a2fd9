/** The hazard of sites with a mosaic of two models of ours, on a server without socket and with the fake program. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { parseIni } from "../../../formats/ini.ts";
import { isRunning } from "../../../kv/job.ts";
import { EndMails } from "../../../routes/aelo/end_mails.ts";
import { Mosaic } from "../../../routes/aelo/mosaic.ts";
import { SITE_CLASSES } from "../../../routes/aelo/site_classes.ts";
import { jsonText } from "../../../routes/json.ts";
import { withClient } from "../client.ts";
import { type Browser, type LockedClient, PASSWORD, plainUser, withLock } from "../locked_client.ts";

const MOSAIC = join(import.meta.dirname!, "mosaic");
const RUN = "/v1/calc/aelo_run";
const TOWN = { lon: "2.05", lat: "2.05", vs30: "760", site_name: "Town" };

type Fields = Readonly<Record<string, string>>;

function withSites(
  test: (client: LockedClient, ann: Browser) => Promise<void>,
  mosaic = MOSAIC,
): Promise<void> {
  return withLock(
    async (client) => await test(client, await client.as("ann", { email: "ann@example.org" })),
    {
      mosaic,
      publicUrl: "https://hazard.example.org",
    },
  );
}

/** Fields over those of the town, what is said to them, and of which fields. */
const WRONG: [name: string, changes: Fields, message: string, inputs: readonly string[]][] = [
  ["a longitude that is none", { lon: "x" }, "Longitude: \"'x' is not a float\"", ["lon"]],
  ["an empty longitude", { lon: "" }, "Longitude: \"'' is not a float\"", ["lon"]],
  ["a longitude nan", { lon: "nan" }, "Longitude: \"'nan' is not a float\"", ["lon"]],
  ["a longitude too far east", { lon: "200" }, 'Longitude: "longitude 200.0 > 180"', ["lon"]],
  ["a longitude too far west", { lon: "-180.00001" }, 'Longitude: "longitude -180.00001 < -180"', ["lon"]],
  ["a latitude too far north", { lat: "95" }, 'Latitude: "latitude 95.0 > 90"', ["lat"]],
  ["a latitude too far south", { lat: "-91" }, 'Latitude: "latitude -91.0 < -90"', ["lat"]],
  ["no name", { site_name: "" }, 'Site name: "can not be empty"', ["site_name"]],
  [
    "a name that is too long",
    { site_name: "x".repeat(257) },
    'Site name: "site name can not be longer than 256 characters"',
    ["site_name"],
  ],
  [
    "a name of two lines",
    { site_name: "x\nexport_dir = /etc" },
    'Site name: "site name can not have more than one line"',
    ["site_name"],
  ],
  [
    "an unknown edition",
    { asce_version: "ASCE7-10" },
    "ASCE standards: \"Got 'ASCE7-10', expected ASCE7-16|ASCE7-22\"",
    ["asce_version"],
  ],
  [
    "an unknown class",
    { site_class: "F", asce_version: "ASCE7-22" },
    "Site class: \"Got 'F', expected A|B|BC|C|CD|D|DE|E|default|custom\"",
    ["site_class"],
  ],
  ["a class of another edition", { site_class: "A" }, "Site class: \"Got 'A', expected BC|custom\"", [
    "site_class",
  ]],
  [
    "a class that is no class",
    { site_class: "toString" },
    "Site class: \"Got 'toString', expected BC|custom\"",
    [
      "site_class",
    ],
  ],
  ["no vs30", { vs30: " " }, 'Vs30: "can not be empty"', ["vs30"]],
  ["a vs30 that is none", { vs30: "260 abc" }, "Vs30: \"could not convert string to float: 'abc'\"", [
    "vs30",
  ]],
  ["a vs30 too small", { vs30: "-1" }, 'Vs30: "vs30 -1.0 is smaller than the minimum (150)"', ["vs30"]],
  ["a vs30 too large", { vs30: "760 1525.5" }, 'Vs30: "vs30 1525.5 is bigger than the maximum (1525)"', [
    "vs30",
  ]],
  [
    "a vs30 of another class",
    { vs30: "700", site_class: "BC" },
    'Vs30: "For site class BC the expected Vs30 is 760.0 instead of 700.0"',
    ["vs30"],
  ],
  [
    "less than the envelope",
    { vs30: "260", site_class: "default", asce_version: "ASCE7-22" },
    'Vs30: "For site class default the expected Vs30 is 260.0 365.0 530.0 instead of 260.0"',
    ["vs30"],
  ],
  [
    "several wrong fields",
    { lon: "x", vs30: "x", asce_version: "x" },
    "Longitude: \"'x' is not a float\"\nASCE standards: \"Got 'x', expected ASCE7-16|ASCE7-22\"\n" +
    "Vs30: \"could not convert string to float: 'x'\"",
    ["lon", "asce_version", "vs30"],
  ],
];

Deno.test("POST aelo_run refuses what is no site, with the messages of the reference", () =>
  withSites(async ({ database }, ann) => {
    for (const [name, changes, message, inputs] of WRONG) {
      const answer = await ann.post(RUN, { ...TOWN, ...changes });
      assert.equal(answer.status, 400, name);
      assert.deepEqual(await answer.json(), {
        status: "failed",
        error_msg: `Invalid input value${inputs.length > 1 ? "s" : ""}\n${message}`,
        invalid_inputs: inputs,
      }, name);
    }
    const { error_msg: message } = await (await ann.post(RUN)).json();
    const missing = ["Longitude: \"'None' is not a float\"", "Latitude: \"'None' is not a float\""];
    const empty = ['Site name: "can not be empty"', 'Vs30: "can not be empty"'];
    assert.equal(message, ["Invalid input values", ...missing, ...empty].join("\n"));
    assert.deepEqual(Array.from(database.jobs.newestFirst()), []);
  }));

Deno.test("POST aelo_run refuses other kinds of forms, large ones, other methods and who has not logged in", () =>
  withSites(async ({ app, browser }, ann) => {
    const file = new FormData();
    for (const [name, value] of Object.entries(TOWN)) file.append(name, new Blob([value]), name);
    const cookie = Array.from(ann.cookies, ([name, value]) => `${name}=${value}`).join("; ");
    const send = (body: BodyInit) => app.request(RUN, { method: "POST", body, headers: { cookie } });
    assert.equal((await send(file)).status, 400);
    assert.equal((await send("x".repeat(65_537))).status, 413);
    assert.equal((await ann.get(RUN)).status, 405);
    assert.equal((await browser().post(RUN, TOWN)).status, 403);
  }));

/** Places and the model for them, or why there is none. */
const PLACES: [lon: string, lat: string, modelOrProblem: string, errorClass?: string][] = [
  ["2.05", "2.05", "ISL"],
  ["6", "2", "PEN"],
  ["-168", "1", "PEN"],
  ["1.25", "1.25", "Site at lon=1.25 lat=1.25 is not covered by any model!", "ValueError"],
  ["10", "10", "Site at lon=10 lat=10 is not covered by any model!", "ValueError"],
  ["-85", "35", "Site at lon=-85 lat=35 is not covered by any model!", "ValueError"],
  ["22", "2", `${MOSAIC}/GAP/in/job_vs30.ini: there is no such file`, "InputError"],
];

Deno.test("POST aelo_run makes the job of the model that covers the site", () =>
  withSites(async ({ database, directory }, ann) => {
    for (const [lon, lat, expected, errorClass] of PLACES) {
      const answer = await ann.post(RUN, { ...TOWN, lon, lat });
      const json = await answer.json();
      if (errorClass) {
        assert.equal(answer.status, 400);
        assert.deepEqual(json, { status: "failed", error_cls: errorClass, error_msg: expected });
        continue;
      }
      const url = `http://localhost/v1/calc/${json.job_id}`;
      assert.deepEqual([answer.status, json], [200, {
        status: "created",
        job_id: json.job_id,
        outputs_uri: `${url}/results`,
        log_uri: `${url}/log/0:`,
        traceback_uri: `${url}/traceback`,
      }]);
      const ini = await Deno.readTextFile(`${directory.jobFolder(json.job_id)}/job.ini`);
      assert.match(ini, new RegExp(`^mosaic_model = ${expected}$`, "m"));
      const job = database.jobs.get(json.job_id)!;
      assert.deepEqual([job.description, job.userName], ["AELO for Town", "ann"]);
    }
  }));

/** Forms, and parameters of the jobs made for them; undefined for those left out. */
const JOBS: [name: string, changes: Fields, parameters: Record<string, string | undefined>][] = [
  ["the edition of 2016", {}, {
    description: "AELO for Town",
    sites: "2.05 2.05",
    siteid: "afHh3xkg", // the reference's get_custom_site_id("AELO for Town")
    override_vs30: "760.0",
    max_sites_disagg: "1",
    poes: "0.000404 0.001025 0.002105 0.004453 0.013767",
    asce_version: "ASCE7-16",
    site_class: undefined,
    intensity_measure_types_and_levels:
      '{"PGA": logscale(0.005, 3.00, 25), "SA(0.2)": logscale(0.005, 9.00, 25), "SA(1.0)": logscale(0.005, 3.00, 25)}',
    truncation_level: "3",
    disagg_by_src: "true",
    use_rates: "true",
    uniform_hazard_spectra: "true",
    postproc_func: "compute_rtgm.main",
    pointsource_distance: "100",
    maximum_distance: "{'default': 200}",
    random_seed: "23",
    export_dir: undefined,
  }],
  ["an envelope and a model of 50 years", {
    ...{ lon: "6.123456", lat: "2", vs30: "530 260 365" },
    ...{ asce_version: "ASCE7-22", site_class: "default" },
  }, {
    sites: "6.12346 2.0",
    override_vs30: "260.0 365.0 530.0",
    max_sites_disagg: "3",
    poes: "0.02 0.05 0.10 0.20 0.50",
    asce_version: "ASCE7-22",
    site_class: "default",
    intensity_measure_types_and_levels:
      '{"PGA": logscale(0.005, 3.00, 25),\n"SA(0.2)": logscale(0.005, 9.00, 25),\n' +
      '"SA(0.5)": logscale(0.005, 6.00, 25),\n"SA(1.0)": logscale(0.005, 3.00, 25)}',
  }],
  ["the older name of the site", { site_name: "", siteid: "Old" }, { description: "AELO for Old" }],
  ["both names", { siteid: "Old" }, { description: "AELO for Town" }],
  ["a vs30 of one's own", { site_class: "custom", vs30: "300" }, {
    site_class: "custom",
    override_vs30: "300.0",
  }],
];

for (const [name, changes, expected] of JOBS) {
  Deno.test(`POST aelo_run fills in the site: ${name}`, () =>
    withSites(async ({ directory }, ann) => {
      const { job_id: id } = await (await ann.post(RUN, { ...TOWN, ...changes })).json();
      const path = `${directory.jobFolder(id)}/job.ini`;
      const entries = parseIni(await Deno.readTextFile(path), path);
      const found = Object.fromEntries(entries.map(({ key, value }) => [key, value]));
      for (const [key, value] of Object.entries(expected)) assert.equal(found[key], value, key);
      for (const { key, value } of entries.filter(({ key }) => key.endsWith("_file"))) {
        for (const file of value.split(" ")) assert.ok((await Deno.stat(join(path, "..", file))).isFile, key);
      }
    }));
}

/** A copy of the mosaic with the job file of the island changed. */
async function mosaicWith(change: (ini: string) => string): Promise<string> {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/ISL/in`, { recursive: true });
  for (const name of ["mosaic.geojson", "aelo_changelog.ini"]) {
    await Deno.copyFile(`${MOSAIC}/${name}`, `${folder}/${name}`);
  }
  const ini = await Deno.readTextFile(`${MOSAIC}/ISL/in/job_vs30.ini`);
  await Deno.writeTextFile(`${folder}/ISL/in/job_vs30.ini`, change(ini));
  return folder;
}

Deno.test("Paths in a dictionary of files stay those of the model", async () => {
  const folder = await mosaicWith((ini) =>
    `${ini}reqv_hdf5 = {'Active Shallow Crust': 'tables/a.hdf5', 'Other': '../b.hdf5'}\n`
  );
  await withSites(async ({ directory }, ann) => {
    const { job_id: id } = await (await ann.post(RUN, TOWN)).json();
    const ini = await Deno.readTextFile(`${directory.jobFolder(id)}/job.ini`);
    const files = JSON.parse(/^reqv_hdf5 = (.*)$/m.exec(ini)![1]);
    const paths = Object.values<string>(files).map((path) => join(directory.jobFolder(id), path));
    assert.deepEqual(paths, [`${folder}/ISL/in/tables/a.hdf5`, `${folder}/ISL/b.hdf5`]);
  }, folder);
});

Deno.test("POST aelo_run says what is wrong with a model", async () => {
  const cases: [(ini: string) => string, RegExp][] = [
    [
      (ini) => ini.replace("= 1.0", "= 10"),
      /^job_vs30\.ini:24: investigation_time: expected 1 or 50 years, got "10"$/,
    ],
    [(ini) => ini.replace(/investigation_time.*/, ""), /^job_vs30\.ini: investigation_time: .*, got none$/],
    [(ini) => `${ini}nonsense\n`, /^job_vs30\.ini:31: expected "key = value"/],
  ];
  for (const [change, message] of cases) {
    await withSites(async (_, ann) => {
      const answer = await ann.post(RUN, TOWN);
      const { error_cls: errorClass, error_msg: text } = await answer.json();
      assert.deepEqual([answer.status, errorClass], [400, "InputError"]);
      assert.match(text, message);
    }, await mosaicWith(change));
  }
});

/** A job of the fake program in place of one for the town, as it ends, and the mail about it. */
const ENDS: [name: string, script: string, subject: RegExp, text: RegExp][] = [
  [
    "complete",
    "",
    /^Job \d+ finished correctly$/,
    /^The results are here:\nhttps:\/\/hazard\.example\.org\/engine\/\d+\/outputs_aelo\n$/m,
  ],
  ["failed", "fail no such luck", /^Job \d+ failed$/, /^Job \d+ ended without results:\n[^]*no such luck/m],
];

for (const [name, script, subject, text] of ENDS) {
  Deno.test(`A mail tells of a job for a site that is ${name}`, () =>
    withClient(async ({ create, database, queue, mails, until }) => {
      const id = await create(script);
      await putRequest(database, id);
      const endMails = mailer(database, mails);
      await endMails.resume();
      await queue.submit(id);
      await until(id, ({ status }) => !isRunning(status));
      while (mails.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await endMails.close();
      const [mail] = mails;
      assert.equal(mail.to, "ann@example.org");
      assert.match(mail.subject, subject);
      assert.match(
        mail.text,
        /^Site name: Town\nLatitude: 2\.05, Longitude: 2\.05\nSite Class: B-C boundary\n/,
      );
      assert.match(mail.text, /^ASCE standard: ASCE 7-16 & 41-17\nAELO version: 1\.1\.0$/m);
      assert.match(mail.text, text);
      const after = mailer(database, mails);
      await after.resume();
      await after.close();
      assert.equal(mails.length, 1, "one mail, also after a restart");
    }));
}

Deno.test("A mail that could not be sent is sent by the next server, none for a job that was removed", () =>
  withClient(async ({ create, database, queue, mails, until }) => {
    const [id, removed] = [await create(""), await create("")];
    for (const each of [id, removed]) await putRequest(database, each);
    const failing = new EndMails({
      database,
      sendMail: () => Promise.reject(new Error("no connection")),
      log: (level, event, details) => logged.push([level, event, details?.reason]),
    });
    const logged: unknown[] = [];
    await queue.submit(id);
    await until(id, ({ status }) => status === "complete");
    await database.remove(removed);
    await failing.resume();
    while (logged.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await failing.close();
    assert.deepEqual(logged, [["error", "mail not sent", "no connection"]]);
    assert.equal(await database.siteRequests.get(removed), null);
    const next = mailer(database, mails);
    await next.resume();
    while (mails.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await next.close();
    assert.deepEqual(mails.map(({ subject }) => subject), [`Job ${id} finished correctly`]);
  }));

type Database = LockedClient["database"];

function mailer(database: Database, mails: LockedClient["mails"]): EndMails {
  return new EndMails({ database, sendMail: (mail) => Promise.resolve(void mails.push(mail)), log() {} });
}

function putRequest(database: Database, jobId: number): Promise<void> {
  return database.siteRequests.put({
    ...{
      jobId,
      siteName: "Town",
      lon: 2.05,
      lat: 2.05,
      vs30: [760],
      siteClass: "BC",
      asceVersion: "ASCE7-16",
    },
    modelsVersion: "1.1.0",
    resultsUrl: `https://hazard.example.org/engine/${jobId}/outputs_aelo`,
    mailTo: "ann@example.org",
  });
}

Deno.test("Without a mail address the answer says so, and fields of others are not read", () =>
  withSites(async ({ accounts, browser, database }) => {
    await accounts.addUser(plainUser("bob"));
    const bob = browser();
    await bob.post("/accounts/ajax_login/", { username: "bob", password: PASSWORD });
    const json = await (await bob.post(RUN, { ...TOWN, email_file_path: "/tmp", job_owner: "ann" })).json();
    assert.match(json.WARNING, /^No email address is specified for your user account/);
    assert.ok(json.WARNING.includes(json.outputs_uri) && json.WARNING.includes(json.traceback_uri));
    assert.equal((await database.siteRequests.get(json.job_id))!.mailTo, null);
    assert.equal(database.jobs.get(json.job_id)!.userName, "bob");
  }));

Deno.test("A server for sites has pages for them, and takes no jobs", () =>
  withSites(async (_, ann) => {
    const { job_id: id } = await (await ann.post(RUN, { ...TOWN, site_name: "<Town>" })).json();
    const page = await (await ann.get(`/engine/${id}/outputs_aelo`)).text();
    for (const part of ["&#60;Town&#62;", "2.05", "ASCE 7-16 &#38; 41-17", "Vs30 = 760 m/s", "1.1.0"]) {
      assert.ok(page.includes(part), part);
    }
    assert.equal((await ann.get("/engine/4711/outputs_aelo")).status, 404);
    assert.match(await (await ann.get("/engine/")).text(), /aelo\.js/);
    const changes = await (await ann.get("/engine/aelo_changelog")).text();
    assert.match(changes, /1\.1\.0, 2026-02-01\nA second model, the peninsula\n&#60;b&#62;Levels/);
    assert.doesNotMatch(changes, /who asked for it/);
    assert.equal(await (await ann.get("/v1/aelo_site_classes")).text(), jsonText(SITE_CLASSES));
    for (const path of ["run", "run_ini", "validate_zip", "validate_ini"]) {
      assert.equal((await ann.post(`/v1/calc/${path}`)).status, path.endsWith("ini") ? 403 : 404, path);
    }
  }));

Deno.test("Other servers know nothing of sites", () =>
  withClient(async ({ get, post }) => {
    for (const path of ["/v1/aelo_site_classes", "/engine/aelo_changelog", "/engine/1/outputs_aelo"]) {
      assert.equal((await get(path)).status, 404, path);
    }
    assert.equal((await post(RUN)).status, 404);
  }));

Deno.test("Mosaic.open() refuses a mosaic without folder, polygons or versions", async () => {
  const empty = await Deno.makeTempDir();
  const [noVersion, emptyVersion] = [await Deno.makeTempDir(), await Deno.makeTempDir()];
  for (const folder of [noVersion, emptyVersion]) {
    await Deno.copyFile(`${MOSAIC}/mosaic.geojson`, `${folder}/mosaic.geojson`);
  }
  await Deno.writeTextFile(`${emptyVersion}/aelo_changelog.ini`, "; nothing\n");
  const cases: [folder: string, boundaries: string, message: RegExp][] = [
    ["", "", /^openquake\.cfg: \[directory\] mosaic_dir: is needed/],
    [empty, "", /mosaic\.gpkg: No such file$/],
    [MOSAIC, `${MOSAIC}/aelo_changelog.ini`, /expected a file \.gpkg or \.geojson$/],
    [noVersion, "", /aelo_changelog\.ini: No such file/],
    [emptyVersion, "", /aelo_changelog\.ini: tells no version$/],
  ];
  for (const [folder, boundaries, message] of cases) {
    await assert.rejects(Mosaic.open({ folder, boundaries }), { name: "InputError", message });
  }
});
