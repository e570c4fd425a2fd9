/** Files and extractions of disaggregations; the reference's own answers are compared by tests/interop/disaggregation.ts. */
import assert from "node:assert/strict";
import { readJob } from "../../calculators/job.ts";
import { exportOutput } from "../../outputs/export.ts";
import { extract } from "../../outputs/extract.ts";
import { listOutputs } from "../../outputs/list_outputs.ts";
import { OutputError } from "../../outputs/output_type.ts";
import { float32, type ReadArray, readNpz, texts } from "./read_npz.ts";
import { computeJob } from "../calculators/compute_job.ts";

const JOBS = new URL("../calculators/disaggregation_jobs/", import.meta.url).pathname;

/** Runs a test with the datastore of a job. */
async function disaggregating(job: string, test: (path: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir(), path = `${folder}/calc_7.hdf5`;
  try {
    await computeJob(await readJob(`${JOBS}${job}/job.ini`), path, { smallWeight: Infinity });
    await test(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function float64(array: ReadArray | undefined): number[] {
  return [...new Float64Array(array!.bytes.buffer)];
}

async function extracted(path: string, spec: string): Promise<Map<string, ReadArray>> {
  const [name, query = ""] = spec.split("?");
  return await readNpz(await extract(path, name, query));
}

const KINDS = ["Dist", "Lon_Lat", "Mag", "Mag_Dist", "Mag_Dist_Eps", "Mag_Lon_Lat"];
const ALL_KINDS = [...KINDS, "TRT", "TRT_Lon_Lat", "TRT_Mag", "TRT_Mag_Dist", "TRT_Mag_Dist_Eps"];

Deno.test("disaggregations are listed, and exported as a file for each kind and site", () =>
  disaggregating("all_kinds", async (path) => {
    const types = (await listOutputs(path)).map(({ type }) => type);
    assert.deepEqual(types.filter((type) => type.startsWith("disagg")), ["disagg-rlzs", "disagg-stats"]);
    for (
      const [type, infix] of [["disagg-rlzs", ""], ["disagg-stats", "-mean"], [
        "disagg-rlzs-traditional",
        "-traditional",
      ]]
    ) {
      const files = await exportOutput(path, 7, type, "csv");
      const expected = ALL_KINDS.flatMap((kind) => [0, 1].map((site) => `${kind}${infix}-${site}_7.csv`))
        .toSorted();
      assert.deepEqual(files.map(({ name }) => name), expected);
    }
    const [file] = (await exportOutput(path, 7, "disagg-rlzs", "csv")).filter(({ name }) =>
      name === "TRT_Mag-1_7.csv"
    );
    const [comment, header, ...rows] = new TextDecoder().decode(file.bytes).trim().split("\r\n");
    for (
      const item of [
        "investigation_time=50.0, mag_bin_edges=[5.0, 5.5, 6.0, 6.5, 7.0, 7.5], dist_bin_edges=[0.0, 20.0,",
        "eps_bin_edges=[-3.0, -1.0, 1.0, 3.0], tectonic_region_types=['Active Shallow Crust', 'Stable Shallow Crust'], ",
        "lon=10.7, lat=45.0, weights=[0.",
      ]
    ) assert.ok(comment.includes(item), comment);
    assert.match(header, /^imt,iml,poe,trt,mag,rlz\d+,rlz\d+,rlz\d+$/);
    assert.equal(rows.length, 2 * 2 * 2 * 5);
    assert.match(rows[0], /^PGA,\d\.\d{5}E[-+]\d\d,2\.00000E-02,Active Shallow Crust,5\.25000E\+00,/);
    assert.match(rows[39], /^SA\(0\.2\),\d\.\d{5}E[-+]\d\d,1\.00000E-01,Stable Shallow Crust,7\.25000E\+00,/);
  }));

Deno.test("extract disagg answers with the query, the middles of the bins and the table", () =>
  disaggregating("all_kinds", async (path) => {
    const stats = await extracted(path, "disagg?kind=Mag_Dist&imt=PGA&site_id=0&poe_id=1&spec=stats");
    assert.deepEqual([...stats].map(([name, { type, shape }]) => `${name} ${type} ${shape}`), [
      "kind '<U8' (1,)",
      "imt '<U3' (1,)",
      "site_id '<i8' (1,)",
      "poe_id '<i8' (1,)",
      "spec '<U5' (1,)",
      "mag '<f8' (5,)",
      "dist '<f8' (10,)",
      "poe '<f8' (1,)",
      "traditional '|b1' ()",
      "shape_descr '<U4' (4,)",
      "extra '<U4' (1,)",
      "array '<f8' (5, 10, 1, 1, 1)",
    ]);
    assert.deepEqual(float64(stats.get("mag")), [5.25, 5.75, 6.25, 6.75, 7.25]);
    assert.deepEqual(texts(stats.get("shape_descr")), ["mag", "dist", "imt", "poe"]);
    const rlzs = await extracted(path, "disagg?kind=TRT_Mag&site_id=1&spec=rlzs");
    assert.equal(rlzs.get("array")!.shape, "(2, 5, 2, 2, 3)");
    assert.equal(rlzs.get("trt")!.type, "'|S20'");
    assert.deepEqual(texts(rlzs.get("imt")), ["PGA", "SA(0.2)"]);
    assert.deepEqual(float64(rlzs.get("poe")), [0.02, 0.1]);
    const weights = float64(rlzs.get("weights"));
    assert.ok(weights.length === 3 && Math.abs(weights.reduce((a, b) => a + b) - 1) < 1e-6);
    assert.match(texts(rlzs.get("extra")).join(), /^rlz\d+,rlz\d+,rlz\d+$/);
    const all = await extracted(path, "disagg?kind=Mag_Dist&site_id=0&spec=stats");
    assert.deepEqual(
      float64(stats.get("array")),
      float64(all.get("array")).filter((_, k) => k % 4 === 1), // of (PGA, 0.02), (PGA, 0.1), (SA, 0.02), (SA, 0.1)
    );
  }));

Deno.test("the traditional form shares out all exceedances", () =>
  disaggregating("all_kinds", async (path) => {
    for (const spec of ["rlzs-traditional", "stats-traditional"]) {
      for (const kind of ["Mag", "Mag_Dist_Eps", "TRT", "TRT_Lon_Lat"]) {
        const answer = await extracted(
          path,
          `disagg?kind=${kind}&imt=SA(0.2)&site_id=0&poe_id=0&spec=${spec}`,
        );
        const Z = texts(answer.get("extra")).length, sums = Array(Z).fill(0);
        float64(answer.get("array")).forEach((share, k) => sums[k % Z] += share);
        for (const sum of sums) assert.ok(Math.abs(sum - 1) < 1e-9, `${kind} ${spec}: ${sums}`);
      }
    }
  }));

Deno.test("extract disagg_layer has a record for each site, with means over the realizations", () =>
  disaggregating("all_kinds", async (path) => {
    const layer = await extracted(path, "disagg_layer?kind=Mag&kind=Lon_Lat");
    assert.deepEqual([...layer.keys()], ["mag", "dist", "eps", "trt", "extra", "array"]);
    const { type, shape } = layer.get("array")!;
    assert.equal(shape, "(2,)");
    assert.equal(
      type,
      "[('site_id', '<u4'), ('lon', '<f4'), ('lat', '<f4'), ('lon_bins', '<f4', (4,)), ('lat_bins', '<f4', (4,)), " +
        ["Mag", "Lon_Lat"].flatMap((kind) =>
          ["PGA-0.02", "PGA-0.1", "SA(0.2)-0.02", "SA(0.2)-0.1"].map((name) =>
            `('${kind}-${name}', '<f4', ${kind === "Mag" ? "(5,)" : "(3, 3)"}), `
          )
        ).join("") +
        "('iml-PGA-0.02', '<f4', (3,)), ('iml-PGA-0.1', '<f4', (3,)), " +
        "('iml-SA(0.2)-0.02', '<f4', (3,)), ('iml-SA(0.2)-0.1', '<f4', (3,))]",
    );
    const rlzs = await extracted(path, "disagg?kind=Mag&imt=PGA&site_id=0&poe_id=0&spec=rlzs");
    const weights = float64(rlzs.get("weights")), values = float64(rlzs.get("array"));
    const means = [0, 1, 2, 3, 4].map((mag) =>
      weights.reduce((sum, w, z) => sum + w * values[mag * 3 + z], 0)
    );
    const record = float32(layer.get("array")).slice(3 + 4 + 4, 3 + 4 + 4 + 5);
    record.forEach((value, mag) =>
      assert.ok(Math.abs(value - means[mag]) < 1e-6 * means[mag] + 1e-12, `${record}`)
    );
    const whole = await extracted(path, "disagg_layer");
    for (const kind of ALL_KINDS) assert.ok(whole.get("array")!.type.includes(`('${kind}-PGA-0.1',`), kind);
  }));

Deno.test("levels that are given have the poes of the mean curve of the first measure", () =>
  disaggregating("given_levels", async (path) => {
    const answer = await extracted(path, "disagg?kind=TRT&site_id=0&spec=stats");
    assert.deepEqual(texts(answer.get("imt")), ["PGA", "SA(0.5)"]);
    const [curve] = float32((await extracted(path, "hcurves?kind=mean&imt=PGA&site_id=0")).get("mean"));
    assert.deepEqual(float64(answer.get("poe")), [curve]);
    const layer = await extracted(path, "disagg_layer?kind=TRT");
    assert.match(layer.get("array")!.type, /\('TRT-PGA-None', '<f4', \(1,\)\)/);
    const [file] = await exportOutput(path, 7, "disagg-stats", "csv");
    assert.match(
      new TextDecoder().decode(file.bytes),
      /, weights=\[.*, rlz_ids=\[\d, \d\]"\r\nimt,iml,poe,lon,lat,mean\r\nPGA,8/,
    );
  }));

Deno.test("extract disagg_by_src orders sources by the probability with which they exceed a level", () =>
  disaggregating("by_source", async (path) => {
    const answer = await extracted(path, "disagg_by_src?site_id=1&imt_id=0&lvl_id=-1");
    const { type, bytes } = answer.get("array")!, size = Number(/S(\d+)/.exec(type)![1]) + 8;
    const view = new DataView(bytes.buffer);
    const poes = Array.from(
      { length: bytes.length / size },
      (_, k) => view.getFloat64((k + 1) * size - 8, true),
    );
    assert.deepEqual(poes, poes.toSorted((a, b) => b - a));
    assert.ok(poes[0] > 0 && poes[0] < 1);
    assert.equal(new TextDecoder().decode(answer.get("json")!.bytes), '{"site_id":1,"imt_id":0,"lvl_id":7}');
    await assert.rejects(
      extracted(path, "disagg_by_src?imt_id=5"),
      /IndexError: index 5 is out of bounds for imt_id/,
    );
  }));

Deno.test("wrong queries are refused with the exceptions of the reference", () =>
  disaggregating("chosen_realizations", async (path) => {
    const cases: [query: string, message: RegExp][] = [
      ["imt=PGA&site_id=0&spec=rlzs", /^KeyError: 'kind'$/],
      ["kind=Mag_Dist&spec=rlzs", /^KeyError: 'site_id'$/],
      ["kind=Mag_Dist&site_id=0", /^KeyError: 'spec'$/],
      ["kind=Pippo&site_id=0&spec=rlzs", /^KeyError: "No 'disagg-rlzs\/Pippo' found in /],
      ["kind=Mag_Dist&site_id=9&spec=rlzs", /^IndexError: Index \(9\) out of range for \(0-1\)$/],
      ["kind=Mag_Dist&site_id=0&spec=rlzs&imt=PGX", /^ValueError: 'PGX' is not in list$/],
      [
        "kind=Mag_Dist&site_id=0&spec=rlzs&poe_id=3",
        /^IndexError: index 3 is out of bounds for poe_id with size 1$/,
      ],
      [
        "kind=Mag_Dist&site_id=0&spec=quantiles",
        /^ValueError: spec must be one of rlzs, stats, .* got quantiles$/,
      ],
    ];
    for (const [query, message] of cases) {
      await assert.rejects(extracted(path, `disagg?${query}`), (error) => {
        assert.ok(error instanceof OutputError, String(error));
        assert.match(error.message, message);
        return true;
      });
    }
  }));
