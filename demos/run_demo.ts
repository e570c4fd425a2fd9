/** `deno task demo`: starts a server, gives it a job, follows its log, prints curves and where to look. */
import { exportCsv, postJob, startServer } from "../tests/local_server.ts";

const folder = new URL("./two_sources", import.meta.url).pathname;
const dataDirectory = await Deno.makeTempDir({ prefix: "temblor_demo_" });
await using server = await startServer({ dataDirectory });
console.log(
  `Temblor answers at ${server.base} after ${Math.round(server.startMs)} ms, data in ${dataDirectory}`,
);

const start = performance.now();
const id = await postJob(server.base, folder);
console.log(`Posted ${folder} as calculation ${id}; its log:`);
const stream = await fetch(`${server.base}/v1/calc/${id}/log/stream`);
let event = "", status = "";
for await (const text of lines(stream.body!)) {
  if (text.startsWith("event: ")) event = text.slice(7);
  else if (text.startsWith("data: ")) {
    const data = JSON.parse(text.slice(6));
    if (event === "end") status = data.status;
    else if (Array.isArray(data)) console.log(`  ${data[0].slice(11)} ${data[1].padEnd(7)} ${data[3]}`);
  }
}
if (status !== "complete") {
  console.error(`Calculation ${id} ended as ${status || "unknown"}`);
  Deno.exit(1);
}
console.log(`Complete after ${((performance.now() - start) / 1000).toFixed(1)} s\n`);

for (const [name, csv] of [...await exportCsv(server.base, id, "hcurves")].sort()) {
  if (!/^hazard_curve-mean/.test(name)) continue;
  const [, header, ...sites] = csv.trim().split(/\r?\n/);
  const site = sites[Math.floor(sites.length / 2)].split(",");
  console.log(`${name}: site ${site[0]} ${site[1]} of ${sites.length}`);
  header.split(",").forEach((column, i) => {
    if (column.startsWith("poe-")) console.log(`  ${column.slice(4).padStart(10)}  ${site[i]}`);
  });
}
console.log(`
The results stay in ${dataDirectory}/calc_${id}.hdf5. To look at them:
  OQ_DATADIR=${dataDirectory} deno task start      then http://127.0.0.1:8800/engine/
  curl http://127.0.0.1:8800/v1/calc/${id}/results`);

/** The lines of a stream of text. */
async function* lines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + chunk).split(/\r?\n/);
    rest = parts.pop()!;
    yield* parts;
  }
}
