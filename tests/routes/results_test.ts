import assert from "node:assert/strict";
import { logRow } from "../../kv/logs.ts";
import { makeJob } from "../workers/scene.ts";
import { type Client, QUICK, withClient } from "./client.ts";

/** A complete job with its outputs by type. */
async function completeJob(
  { run, until, get }: Client,
): Promise<{ id: number; outputs: Record<string, number> }> {
  const id = (await run([["archive", "job.ini", QUICK]])).json.job_id;
  await until(id, ({ status }) => status === "complete");
  const list: { id: number; type: string }[] = await (await get(`/v1/calc/${id}/results`)).json();
  return { id, outputs: Object.fromEntries(list.map((output) => [output.type, output.id])) };
}

/** Files made for clients that were not deleted. */
function leftovers({ directory }: Client): string[] {
  return Array.from(Deno.readDirSync(directory.transferFolder), ({ name }) => name);
}

Deno.test("GET results lists the outputs by type", () =>
  withClient(async (client) => {
    const { id, outputs: { fullreport, hcurves } } = await completeJob(client);
    for (const path of ["results", "result/list"]) {
      assert.equal(
        await (await client.get(`http://h/v1/calc/${id}/${path}`)).text(),
        `[{"id": ${fullreport}, "name": "Title of fullreport", "type": "fullreport", "outtypes": ["rst"], ` +
          `"url": "http://h/v1/calc/result/${fullreport}?export_type=rst", "size_mb": -1.0}, ` +
          `{"id": ${hcurves}, "name": "Title of hcurves", "type": "hcurves", "outtypes": ["csv", "npz"], ` +
          `"url": "http://h/v1/calc/result/${hcurves}?export_type=csv", "size_mb": -1.0}]`,
      );
    }
  }));

Deno.test("GET results of a job without outputs is 404", () =>
  withClient(async ({ get, database, directory }) => {
    const id = await makeJob(directory, database, "");
    const response = await get(`/v1/calc/${id}/results`);
    assert.deepEqual([response.status, await response.text()], [404, ""]);
  }));

Deno.test("GET result/M sends the file", () =>
  withClient(async (client) => {
    const { id, outputs: { hcurves } } = await completeJob(client);
    const response = await client.get(`/v1/calc/result/${hcurves}?export_type=csv&dload=true`);
    assert.deepEqual([response.status, await response.text()], [200, "lon,lat\r\n"]);
    assert.equal(response.headers.get("content-type"), "text/plain");
    assert.equal(response.headers.get("content-length"), "9");
    assert.equal(
      response.headers.get("content-disposition"),
      `attachment; filename=output-${hcurves}-hcurves_${id}.csv`,
    );
    assert.deepEqual(leftovers(client), []);
  }));

Deno.test("a download goes on where it broke off, from files, exports and extracted arrays", () =>
  withClient(async (client) => {
    const { id, outputs: { hcurves } } = await completeJob(client);
    const paths = [
      `/v1/calc/${id}/datastore`,
      `/v1/calc/result/${hcurves}?export_type=csv`,
      `/v1/calc/${id}/extract/sitecol`,
    ];
    for (const path of paths) {
      const whole = await client.get(path), text = await whole.text(), tag = whole.headers.get("etag")!;
      assert.match(tag, /^"[^"]+"$/, path);
      const part = async (headers: Record<string, string>) => {
        const { status, headers: answered, body } = await client.get(path, headers);
        const range = answered.get("content-range");
        return [status, range, body === null ? "" : await new Response(body).text()];
      };
      const rest = [206, `bytes 3-${text.length - 1}/${text.length}`, text.slice(3)];
      assert.deepEqual(await part({ range: "bytes=3-" }), rest, path);
      assert.deepEqual(await part({ range: "bytes=3-", "if-range": tag }), rest, path);
      assert.deepEqual(await part({ range: "bytes=3-", "if-range": '"other"' }), [200, null, text], path);
      assert.deepEqual(await part({ range: "bytes=9999-" }), [416, `bytes */${text.length}`, ""], path);
      assert.deepEqual(await part({ "if-none-match": `"other", ${tag}` }), [304, null, ""], path);
      assert.deepEqual(await part({ "if-none-match": '"other"' }), [200, null, text], path);
    }
    assert.deepEqual(leftovers(client), []);
  }));

Deno.test("a datastore that changed has another tag", () =>
  withClient(async (client) => {
    const { id } = await completeJob(client), path = `/v1/calc/${id}/extract/sitecol`;
    const tag = async () => {
      const answer = await client.get(path);
      await answer.body?.cancel();
      return answer.headers.get("etag");
    };
    const before = await tag();
    assert.equal(await tag(), before);
    await Deno.writeTextFile(client.directory.datastore(id), "more", { append: true });
    assert.notEqual(await tag(), before);
  }));

Deno.test("GET result/M lets dload decide between saving and showing", () =>
  withClient(async (client) => {
    const { id, outputs: { hcurves } } = await completeJob(client);
    for (const [query, way] of [["", "attachment"], ["&dload=1", "attachment"], ["&dload=false", "inline"]]) {
      const response = await client.get(`/v1/calc/result/${hcurves}?export_type=csv${query}`);
      assert.equal(
        response.headers.get("content-disposition"),
        `${way}; filename=output-${hcurves}-hcurves_${id}.csv`,
      );
      await response.text();
    }
  }));

Deno.test("GET job_zip and download_png send what the datastore keeps", () =>
  withClient(async (client) => {
    const { id: bare } = await completeJob(client), { id } = await completeJob(client);
    const unknown = "KeyError: \"No 'png/pippo' found\"";
    const cases: [path: string, status: number, type: string, name: string | null, body: string][] = [
      [
        `${id}/job_zip`,
        200,
        "application/x-zip",
        `job_${id}.zip`,
        `inputs of ${client.directory.datastore(id)}`,
      ],
      [`${bare}/job_zip`, 400, "text/plain", null, "KeyError: \"No 'ruptures' found\" in job_zip"],
      ["99/job_zip", 404, "text/html; charset=utf-8", null, ""],
      [`${id}/download_png/hmap(0.1)_0`, 200, "image/png", "hmap(0.1)_0.png", "pixels"],
      [`${id}/download_png/pippo`, 404, "text/plain", null, unknown],
      ["99/download_png/x", 404, "text/html; charset=utf-8", null, ""],
    ];
    for (const [path, status, type, name, body] of cases) {
      const response = await client.get(`/v1/calc/${path}`);
      assert.deepEqual([response.status, response.headers.get("content-type")], [status, type], path);
      const disposition = response.headers.get("content-disposition");
      assert.equal(disposition, name && `attachment; filename=${name}`, path);
      assert.equal(await response.text(), body, path);
    }
    assert.deepEqual(leftovers(client), []);
  }));

Deno.test("GET result/M of a format that there is not is 404, as is the default", () =>
  withClient(async (client) => {
    const { outputs: { hcurves } } = await completeJob(client);
    for (
      const [query, format] of [["", "xml"], ["?export_type=xml", "xml"], ["?export_type=pippo", "pippo"]]
    ) {
      const response = await client.get(`/v1/calc/result/${hcurves}${query}`);
      assert.deepEqual([response.status, response.headers.get("content-type")], [404, "text/plain"]);
      assert.equal(await response.text(), `DataStoreExportError: Could not export hcurves in ${format}`);
    }
  }));

Deno.test("HEAD of result/M and extract has the headers of the GET", () =>
  withClient(async (client) => {
    const { id, outputs: { fullreport } } = await completeJob(client);
    for (const path of [`/v1/calc/result/${fullreport}?export_type=rst`, `/v1/calc/${id}/extract/oqparam`]) {
      const head = await client.app.request(path, { method: "HEAD" });
      const get = await client.get(path);
      assert.deepEqual([head.status, await head.text()], [200, ""]);
      const headers = (answer: Response) => [...answer.headers].filter(([name]) => name !== "x-request-id");
      assert.deepEqual(headers(head), headers(get));
      await get.text();
    }
    assert.deepEqual(leftovers(client), []);
  }));

Deno.test("GET extract passes spec and query on and sends the npz", () =>
  withClient(async (client) => {
    const { id } = await completeJob(client);
    const response = await client.get(
      `/v1/calc/${id}/extract/agg_losses/structural?kind=mean&imt=SA(0.1)&x=a%20b`,
    );
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), "application/x-zip");
    assert.match(response.headers.get("content-disposition")!, /^attachment; filename=\S+\.npz$/);
    assert.equal(await response.text(), "agg_losses/structural?kind=mean&imt=SA(0.1)&x=a%20b");
    assert.equal(await (await client.get(`/v1/calc/${id}/extract/oqparam/`)).text(), "oqparam/?");
    assert.deepEqual(leftovers(client), []);
  }));

Deno.test("GET extract answers wrong requests with the reference's first line and a 4xx", () =>
  withClient(async (client) => {
    const { id } = await completeJob(client);
    const cases: [string, number, string][] = [
      ["pippo", 404, "KeyError: \"No 'pippo' found\""],
      ["hcurves?kind=mean&imt=PGX", 400, "ValueError: 'PGX' is not in list"],
      ["slow", 503, "TimeoutError: gave up after 600 s"],
    ];
    for (const [request, status, message] of cases) {
      const response = await client.get(`/v1/calc/${id}/extract/${request}`);
      assert.deepEqual([response.status, response.headers.get("content-type")], [status, "text/plain"]);
      assert.equal(await response.text(), `${message} in /v1/calc/${id}/extract/${request}`);
    }
  }));

Deno.test("GET extract of a job without datastore is 404", () =>
  withClient(async ({ get, database, directory }) => {
    const id = await makeJob(directory, database, "");
    const response = await get(`/v1/calc/${id}/extract/oqparam`);
    const message = `OSError: File not found: ${directory.datastore(id)} in /v1/calc/${id}/extract/oqparam`;
    assert.deepEqual([response.status, await response.text()], [404, message]);
  }));

Deno.test("GET datastore sends the file, or the part of it asked for", () =>
  withClient(async (client) => {
    const { id } = await completeJob(client);
    const cases: [string, number, string, string | null][] = [
      ["", 200, "0123456789", null],
      ["bytes=0-3", 206, "0123", "bytes 0-3/10"],
      ["bytes=7-", 206, "789", "bytes 7-9/10"],
      ["bytes=-2", 206, "89", "bytes 8-9/10"],
      ["bytes=-200", 206, "0123456789", "bytes 0-9/10"],
      ["bytes=8-200", 206, "89", "bytes 8-9/10"],
      ["bytes=10-", 416, "", "bytes */10"],
      ["bytes=-0", 416, "", "bytes */10"],
      ["bytes=5-2", 200, "0123456789", null],
      ["bytes=0-1,3-4", 200, "0123456789", null],
      ["pippo", 200, "0123456789", null],
    ];
    for (const [range, status, body, contentRange] of cases) {
      const response = await client.get(`/v1/calc/${id}/datastore`, range ? { range } : {});
      assert.deepEqual([response.status, await response.text()], [status, body], range);
      assert.equal(response.headers.get("content-range"), contentRange, range);
      assert.equal(response.headers.get("content-type"), "application/x-hdf");
      assert.equal(response.headers.get("content-disposition"), `attachment; filename=calc_${id}.hdf5`);
      if (status < 400) assert.equal(response.headers.get("content-length"), String(body.length), range);
    }
  }));

Deno.test("GET log slices as the reference does", () =>
  withClient(async ({ get, database, directory }) => {
    const id = await makeJob(directory, database, "");
    const rows = ["a", "b", "c", "d"].map((message) => ({
      ...logRow("INFO", "calculate/7", message),
      time: "2026-01-31T23:59:59.123Z",
    }));
    await database.logs.append(id, rows);
    const cases: [string, string][] = [
      ["0:1", "a"],
      ["1:3", "bc"],
      ["1:", "bcd"],
      [":2", "ab"],
      [":", "abcd"],
      ["0:0", "abcd"],
      ["3:1", "d"],
      ["2:2", ""],
      ["100000:", ""],
    ];
    for (const [range, expected] of cases) {
      const log: string[][] = await (await get(`/v1/calc/${id}/log/${range}`)).json();
      assert.equal(log.map((row) => row[3]).join(""), expected, range);
    }
    assert.deepEqual(await (await get(`/v1/calc/${id}/log/0:1`)).json(), [
      ["2026-01-31T23:59:59.12", "INFO", "calculate/7", "a"],
    ]);
    assert.equal(await (await get(`/v1/calc/${id}/log/size`)).text(), "4");
  }));

Deno.test("GET traceback has the lines of the last error", () =>
  withClient(async ({ get, run, until }) => {
    const { job_id: id } = (await run([["archive", "job.ini", "calculation_mode = x\ndie 70"]])).json;
    await until(id, ({ status }) => status === "failed");
    const lines: string[] = await (await get(`/v1/calc/${id}/traceback`)).json();
    assert.equal(lines[0], "Traceback of the fake program");
    assert.match(lines.at(-1)!, /^The process of calculation 1 ended with exit code 70/);
  }));

/** The events of a stream, up to its end. */
async function readEvents(response: Response): Promise<string[]> {
  return (await response.text()).split("\n\n").filter((event) => event !== "" && !event.startsWith(":"));
}

Deno.test("GET log/stream sends rows as they come, and the end", () =>
  withClient(async ({ get, run }) => {
    const { job_id: id } =
      (await run([["archive", "job.ini", "log one\nwait 50\nprogress 0.5\nwait 50\nlog two"]])).json;
    const response = await get(`/v1/calc/${id}/log/stream`);
    assert.equal(response.headers.get("content-type"), "text/event-stream");
    const events = await readEvents(response);
    assert.deepEqual(events.map((event) => event.match(/event: (.*)/)![1]), [
      "log",
      "log",
      "progress",
      "log",
      "end",
    ]);
    assert.match(events[1], /^id: 1\nevent: log\ndata: \[".{22}", "INFO", "fake\/1", "one"\]$/);
    assert.equal(events[2], 'event: progress\ndata: {"fraction": 0.5, "stage": "computing"}');
    assert.equal(events[4], 'event: end\ndata: {"status": "complete"}');
  }));

Deno.test("GET log/stream goes on after the row that a client has seen", () =>
  withClient(async (client) => {
    const { id } = await completeJob(client);
    await client.database.logs.append(id, [logRow("INFO", "t", "x\ny"), logRow("INFO", "t", "z")]);
    const events = await readEvents(await client.get(`/v1/calc/${id}/log/stream`, { "last-event-id": "0" }));
    assert.deepEqual(events.map((event) => event.split("\n")[0]), ["id: 1", "id: 2", "event: end"]);
    assert.ok(events[0].endsWith('"x\\ny"]'));
  }));
