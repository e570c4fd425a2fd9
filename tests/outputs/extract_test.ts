/** Extraction from a made-up calculation; `deno task interop` compares the answers with those of the reference. */
import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import type { CalculationResults } from "../../outputs/calculation_results.ts";
import { extract } from "../../outputs/extract.ts";
import { extractHighSites } from "../../outputs/high_sites.ts";
import { ExtractError } from "../../outputs/output_type.ts";
import { curves, madeUpDatastore, maps, type Variation } from "../datastore/made_up_datastore.ts";
import { float32, type ReadArray, readNpz, text, texts } from "./read_npz.ts";

type Extracted = Map<string, ReadArray>;

async function extracting(
  test: (get: (spec: string) => Promise<Extracted>, path: string) => Promise<void>,
  variation: Variation = {},
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const path = await madeUpDatastore(folder, variation);
    await test(async (specAndQuery) => {
      const [spec, query = ""] = specAndQuery.split("?");
      return readNpz(await extract(path, spec, query));
    }, path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Values of a hazard array of shape (N, kinds, M, last) at one site, kind and measure. */
function row(values: Float32Array, kinds: number, [site, kind, imt]: number[], last: number): number[] {
  const start = ((site * kinds + kind) * 3 + imt) * last;
  return [...values.subarray(start, start + last)];
}

Deno.test("hazard curves of a kind, measure and site", () =>
  extracting(async (get) => {
    const answer = await get("hcurves?kind=mean&imt=PGV&site_id=1");
    assert.deepEqual([...answer.keys()], ["mean", "kind", "imt", "site_id", "k", "rlzs", "extra"]);
    assert.deepEqual([answer.get("mean")!.type, answer.get("mean")!.shape], ["'<f4'", "(1, 1, 3)"]);
    assert.deepEqual(float32(answer.get("mean")), row(curves(2), 2, [1, 0, 1], 3));
    assert.deepEqual(texts(answer.get("kind")), ["mean"]);
    assert.deepEqual([answer.get("site_id")!.type, answer.get("site_id")!.shape], ["'<i8'", "(1,)"]);
    assert.deepEqual([answer.get("rlzs")!.type, answer.get("rlzs")!.shape], ["'|b1'", "()"]);
  }));

Deno.test("a percent-encoded measure is the same as a plain one", () =>
  extracting(async (get) => {
    const plain = await get("hmaps?kind=quantile-0.15&imt=SA(0.2)");
    const encoded = await get("hmaps?kind=quantile-0.15&imt=SA%280.2%29");
    assert.deepEqual(plain, encoded);
    assert.deepEqual(float32(plain.get("quantile-0.15")).slice(2, 4), row(maps(2), 2, [1, 1, 2], 2));
  }));

Deno.test("one realization makes all kinds realizations, as in the reference", () =>
  extracting(async (get) => {
    const answer = await get("hcurves?kind=rlz-3&kind=mean");
    assert.deepEqual([...answer.keys()].slice(0, 3), ["rlz-003", "rlz-000", "kind"]);
    assert.deepEqual(texts(answer.get("kind")), ["rlz-3", "mean"]);
    assert.deepEqual(float32(answer.get("rlz-003")).slice(0, 3), row(curves(4), 4, [0, 3, 0], 3));
  }));

Deno.test("all statistics, all realizations, none", () =>
  extracting(async (get) => {
    const names = async (spec: string) => [...(await get(spec)).keys()];
    assert.deepEqual((await names("hcurves?kind=stats")).slice(0, 2), ["mean", "quantile-0.15"]);
    assert.deepEqual((await names("hmaps?kind=rlzs")).slice(0, 4), [
      "rlz-000",
      "rlz-001",
      "rlz-002",
      "rlz-003",
    ]);
    const none = await get("hcurves?kind=pippo");
    assert.deepEqual([...none.keys()], ["kind", "k", "rlzs", "extra"]);
    assert.deepEqual([none.get("kind")!.type, none.get("kind")!.shape], ["'<f8'", "(0,)"]);
  }));

Deno.test("uniform hazard spectra are fields by probability and period, without PGV", () =>
  extracting(async (get) => {
    const spectra = (await get("uhs?kind=mean&site_id=-1")).get("mean")!;
    const measures = "[('PGA', '<f4'), ('SA(0.2)', '<f4')]";
    assert.equal(spectra.type, `[('0.100000', ${measures}), ('0.020000', ${measures})]`);
    const [pga, sa] = [0, 2].map((imt) => row(maps(2), 2, [2, 0, imt], 2));
    assert.deepEqual(float32(spectra), [pga[0], sa[0], pga[1], sa[1]]);
  }));

Deno.test("curves without query have a structure that QGIS reads, site ids first", () =>
  extracting(async (get) => {
    const answer = await get("hcurves");
    assert.deepEqual([...answer.keys()], ["investigation_time", "all", "extra"]);
    const levels = ["'0.01', '0.1', '1.0'", "'0.5', '5.0', '50.0'", "'0.02', '0.2', '2.0'"].map((names) =>
      `[${names.split(", ").map((name) => `(${name}, '<f4')`).join(", ")}]`
    );
    const structure = `[('PGA', ${levels[0]}), ('PGV', ${levels[1]}), ('SA(0.2)', ${levels[2]})]`;
    const { type, bytes } = answer.get("all")!;
    assert.equal(
      type,
      `[('custom_site_id', '|S8'), ('lon', '<f8'), ('lat', '<f8'), ('depth', '<f8'), ` +
        `('mean', ${structure}), ('quantile-0.15', ${structure})]`,
    );
    assert.equal(text({ ...answer.get("all")!, bytes: bytes.slice(104, 108) }), "beta");
    const mean = new Float32Array(bytes.slice(104 + 32, 104 + 32 + 12).buffer);
    assert.deepEqual([...mean], row(curves(2), 2, [1, 0, 0], 3));
  }, { withDepth: true, withIds: true }));

Deno.test("parameters come as their JSON text", () =>
  extracting(async (get) => {
    const answer = await get("oqparam/");
    assert.deepEqual([...answer.keys()], ["json", "extra"]);
    assert.equal(JSON.parse(text(answer.get("json"))).description, "Two made-up models");
    assert.match(text(answer.get("json")), /"investigation_time": 50\.0/);
  }));

Deno.test("realizations and their weights", () =>
  extracting(async (get) => {
    const { type, shape, bytes } = (await get("realizations")).get("array")!;
    assert.equal(type, "[('rlz_id', '<u4'), ('branch_path', '|S4'), ('weight', '<f4')]");
    assert.equal(shape, "(4,)");
    assert.equal(text({ type, shape, bytes: bytes.slice(16, 20) }), "A~BA");
    const weights = (await get("weights")).get("array")!;
    assert.deepEqual([...new Float64Array(weights.bytes.buffer)], [0.15, 0.6 * 0.75, 0.1, 0.4 * 0.75]);
  }));

Deno.test("the site collection, whole or one column", () =>
  extracting(async (get) => {
    const all = (await get("sitecol")).get("array")!;
    const expected = [
      "('sids', '<u4')",
      "('lon', '<f8')",
      "('lat', '<f8')",
      "('depth', '<f8')",
      "('vs30', '<f8')",
    ];
    assert.equal(all.type, `[${[...expected, "('vs30measured', '|b1')", "('z1pt0', '<f8')"].join(", ")}]`);
    const lon = (await get("sitecol?field=lon")).get("array")!;
    assert.deepEqual([...new Float64Array(lon.bytes.buffer)], [-1.5, 0, 178.12345]);
  }));

Deno.test("datasets by name, with their attributes; groups by the names in them", () =>
  extracting(async (get) => {
    const stats = await get("hcurves-stats");
    assert.deepEqual([...stats.keys()], ["json", "extra", "array"]);
    assert.equal(stats.get("array")!.shape, "(3, 2, 3, 3)");
    assert.deepEqual(float32(stats.get("array")), [...curves(2)]);
    const attributes = JSON.parse(text((await get("hcurves-stats.attrs")).get("json")));
    assert.deepEqual(JSON.parse(attributes.json).stat, ["mean", "quantile-0.15"]);
    assert.deepEqual(texts((await get("_rates")).get("array")), [
      "gid",
      "lid",
      "rate",
      "sid",
      "slice_by_idx",
    ]);
    assert.equal(
      (await get("performance_data")).get("array")!.type,
      "[('operation', '|S50'), ('time_sec', '<f8'), ('memory_mb', '<f8'), ('counts', '<i8'), ('task_no', '<i2')]",
    );
  }));

Deno.test("sources by type, chosen by id and code", () =>
  extracting(async (get) => {
    const ids = (answer: Extracted) => gunzipSync(answer.get("src_gz")!.bytes).toString();
    const all = await get("sources");
    assert.equal(ids(all), "area;fault!b1;fault!b2");
    assert.equal(all.get("array")!.type, "[('code', '|S1'), ('num_ctxs', '<u8'), ('num_ruptures', '<u4')]");
    assert.equal(ids(await get("sources?code=S&limit=1")), "fault!b1");
    assert.equal(ids(await get("sources?source_id=area")), "area");
  }));

Deno.test("costs of sources and tasks", () =>
  extracting(async (get) => {
    const sources = await get("source_data");
    assert.equal(text(sources.get("array")), "area\0\0\0\0fault!b1");
    assert.deepEqual([...new Float64Array(sources.get("ctimes")!.bytes.buffer)], [0.25, 0.5]);
    assert.equal((await get("source_data?taskno=1")).get("array")!.shape, "(1,)");
    assert.deepEqual([...(await get("task_info")).keys()], ["classical", "extra"]);
  }));

Deno.test("sites are high where the mean curves of all measures start above 20 %", () => {
  const results = (statistics: string[]) => ({
    parameters: { imtls: [["PGA", [0.1, 0.2]], ["PGV", [1, 2]]], statistics },
    sites: { size: 3 },
    kind: () => Float32Array.of(0.3, 0.1, 0.21, 0.2, 0.3, 0.1, 0.2, 0.2, 0.1, 0.1, 0.9, 0.9),
  } as unknown as CalculationResults);
  const [[, array]] = extractHighSites(results(["mean"]));
  assert.deepEqual([array.type, [...array.data]], ["|b1", [1, 0, 0]]);
  assert.throws(() => extractHighSites(results(["max"])), /^ExtractError: ValueError: 'mean' is not in list/);
});

Deno.test("mean rates of the sources at a level, highest first", () =>
  extracting(async (get) => {
    const answer = await get("mean_rates_by_src?imt=PGA&iml=0.055&site_id=1");
    assert.deepEqual([...answer.keys()], ["site_id", "imt", "iml", "extra", "array"]);
    const { type, bytes } = answer.get("array")!;
    assert.equal(type, "[('src_id', '|S5'), ('rate', '<f8')]");
    assert.equal(text({ type, shape: "", bytes: bytes.slice(0, 4) }), "area");
    const view = new DataView(bytes.buffer);
    // half way between the levels 0.01 and 0.1: area 0.04 and 0.01, fault 0.03 and 0
    assert.ok(Math.abs(view.getFloat64(5, true) - 0.025) < 1e-15);
    assert.ok(Math.abs(view.getFloat64(18, true) - 0.015) < 1e-15);
  }));

Deno.test("logic trees: models by tectonic region type, and the types", () =>
  extracting(async (get) => {
    const gsims = await get("gsims_by_trt");
    assert.deepEqual(texts(gsims.get("Active Shallow Crust")), ["[BooreAtkinson2008]", "[ChiouYoungs2008]"]);
    const trts = (await get("full_lt")).get("trts");
    assert.deepEqual(texts(trts), ["Active Shallow Crust", "Stable Continental Crust"]);
  }));

Deno.test("a main array without elements is left out", () =>
  extracting(async (get) => {
    assert.deepEqual([...(await get("full_lt/gsim_lt")).keys()], [...(await get("full_lt")).keys()]);
    assert.equal((await get("source_data?taskno=9")).has("array"), false);
  }));

Deno.test("wrong requests are answered in the reference's words", () =>
  extracting(async (_get, path) => {
    const cases: [spec: string, query: string, message: string][] = [
      ["hcurves", "imt=PGA", "KeyError: 'kind'"],
      ["hcurves", "kind=mean&imt=PGX", "ValueError: 'PGX' is not in list"],
      ["hcurves", "kind=mean&site_id=9999", "ValueError: 9999 is not in list"],
      ["hmaps", "kind=rlz-77", "ValueError: 77 is not in list"],
      ["hmaps", "kind=rlz-x", "ValueError: invalid literal for int() with base 10: 'x'"],
      ["sitecol", "field=zz", "ValueError: no field of name zz"],
      ["mean_rates_by_src", "iml=1", "KeyError: 'imt'"],
      ["pippo", "", `KeyError: "No 'pippo' found in <DataStore ${path} open>"`],
      ["pippo.attrs", "", `KeyError: "No 'pippo' found in <DataStore ${path} open>"`],
    ];
    for (const [spec, query, message] of cases) {
      await assert.rejects(() => extract(path, spec, query), (error: unknown) => {
        assert.ok(error instanceof ExtractError);
        assert.equal(error.message, message);
        return true;
      });
    }
  }));
