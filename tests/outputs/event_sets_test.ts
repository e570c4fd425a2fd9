/** CSV files of ruptures, events and their frequencies as the reference writes them, and what is extracted. */
import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { readJob } from "../../calculators/job.ts";
import { type CalculationResults, openResults } from "../../outputs/calculation_results.ts";
import { extractorOf, OUTPUT_TYPES } from "../../outputs/registry.ts";
import { parseQuery } from "../../outputs/query.ts";
import { computeJob } from "../calculators/compute_job.ts";

const JOBS = new URL("../calculators/event_based_jobs/", import.meta.url).pathname;
const NAMES = ["dependent_sources", "faults_of_all_shapes", "fields_on_grid", "ruptures_of_sections"];

async function withResults(
  name: string,
  test: (results: CalculationResults) => void | Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir(), datastorePath = `${folder}/calc_1.hdf5`;
  try {
    await computeJob(await readJob(`${JOBS}${name}.ini`), datastorePath);
    using results = await openResults(datastorePath, 1);
    await test(results);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The reference finds the strikes of kites from azimuths in 32 bits. */
const TOLERANCE = 2e-5;

/** Equal texts, numbers that are almost equal. */
function assertSameLine(actual: string, expected: string): void {
  const cells = actual.split(","), wanted = expected.split(",");
  assert.equal(cells.length, wanted.length, actual);
  cells.forEach((cell, c) => {
    const isClose = cell === wanted[c] ||
      Math.abs(Number(cell) - Number(wanted[c])) <= TOLERANCE * Math.abs(Number(wanted[c]));
    assert.ok(isClose, `${actual}\nthe reference has\n${expected}`);
  });
}

for (const name of NAMES) {
  Deno.test(`files of ${name} are those of the reference`, () =>
    withResults(name, async (results) => {
      const { files } = JSON.parse(Deno.readTextFileSync(`${JOBS}${name}.json`));
      for (const [type, expected] of Object.entries<string[]>(files)) {
        const output = OUTPUT_TYPES.find((each) => each.type === type)!;
        assert.ok(output.isPresent(results));
        const [{ name, bytes }] = await output.exporters.csv(results);
        assert.equal(name, `${type}_1.csv`);
        const [, ...lines] = new TextDecoder().decode(bytes).trimEnd().split("\r\n");
        assert.equal(lines.length, expected.length, type);
        lines.forEach((line, i) => assertSameLine(line, expected[i]));
      }
    }));
}

Deno.test("ruptures are extracted with their outlines, from a magnitude on", () =>
  withResults("faults_of_all_shapes", (results) => {
    const extracted = (spec: string) => {
      const [path, query = ""] = spec.split("?");
      return new Map(extractorOf(path)(results, parseQuery(query)));
    };
    const lines = (spec: string) =>
      new TextDecoder().decode(gunzipSync(extracted(spec).get("boundaries")!.data)).split("\n");
    const all = lines("rupture_info");
    assert.equal(all.length, 15);
    assert.ok(all.every((line) => /^(POLYGON\(\(|LINESTRING\()-?\d+\.\d{5} -?\d+\.\d{5}, .*\)$/.test(line)));
    assert.ok(lines("rupture_info?min_mag=6.6").length < 15);
    assert.deepEqual(lines("rupture_info?boundaries=no"), [""]);
    assert.equal(extracted("rupture_info?min_mag=10").has("array"), false);
    const [header, columns, ...rows] = new TextDecoder().decode(extracted("ruptures").get("array")!.data)
      .trimEnd().split("\r\n");
    assert.match(header, /^#,.*"trts=\['Active Shallow Crust'.*\], ses_seed=7"$/);
    assert.equal(columns, "seed,mag,rake,lon,lat,dep,multiplicity,trt,kind,mesh,extra");
    assert.equal(rows.length, 15);
    assert.throws(() => extracted("ruptures?rup_id=-1"), /Missing rup_id=-1/);
    const text = (spec: string) => new TextDecoder().decode(extracted(spec).get("array")!.data);
    assert.deepEqual(text("ruptures?slice=1&slice=3").split("\r\n").slice(2, -1), rows.slice(1, 3));
    assert.throws(() => extracted("ruptures?slice=1"), /slice: expected two numbers, got 1/);
    const id = extracted("events").get("array")!.data, first = new DataView(id.buffer).getBigInt64(4, true);
    assert.match(text(`ruptures?rup_id=${first}`), /^#,.*source_id='\w+'"\r\n/);
    // 13 in the reference, whose magnitudes are in 32 bits: 6.2 is among them
    assert.deepEqual(extracted("rupture_info?min_mag=6.2").get("array")!.shape, [13]);
    assert.deepEqual(extracted("ruptures_within/9,44,11,46").get("array")!.shape, [14]);
    assert.deepEqual(extracted("ruptures_within/0,0,1,1").get("array")!.shape, [0]);
    assert.throws(() => extracted("ruptures_within/9,44"), /expected minlon,minlat,maxlon,maxlat, got 9,44/);
    assert.equal(extracted("num_events").get("num_events")!.data[0], 24);
  }));
