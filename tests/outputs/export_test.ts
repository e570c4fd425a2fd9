/**
 * Files of a made-up calculation. The expected texts are those that the reference engine 3.26.2 exports from the
 * same datastore; `deno task interop` compares all of them byte by byte.
 */
import assert from "node:assert/strict";
import { exportOutput } from "../../outputs/export.ts";
import { listOutputs } from "../../outputs/list_outputs.ts";
import { ExportError } from "../../outputs/output_type.ts";
import { CALC_ID, madeUpDatastore, type Variation } from "../datastore/made_up_datastore.ts";
import { float32, readNpz } from "./read_npz.ts";

const SINCE = "generated_by='OpenQuake engine 3.26.2', start_date='2026-01-31T23:59:59', checksum=12345";

async function withDatastore(variation: Variation, test: (path: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(await madeUpDatastore(folder, variation));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function exported(path: string, type: string, format = "csv"): Promise<Map<string, string>> {
  const files = await exportOutput(path, CALC_ID, type, format);
  return new Map(files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]));
}

function lines(...rows: string[]): string {
  return rows.map((row) => row + "\r\n").join("");
}

Deno.test("a file for each kind and measure holds hazard curves", () =>
  withDatastore({}, async (path) => {
    const files = await exported(path, "hcurves");
    assert.deepEqual([...files.keys()].filter((name) => /PGV|mean/.test(name)), [
      "hazard_curve-mean-PGA_7.csv",
      "hazard_curve-mean-PGV_7.csv",
      "hazard_curve-mean-SA(0.2)_7.csv",
      "hazard_curve-rlz-000-PGV_7.csv",
      "hazard_curve-rlz-001-PGV_7.csv",
      "hazard_curve-rlz-002-PGV_7.csv",
      "hazard_curve-rlz-003-PGV_7.csv",
      "quantile_curve-0.15-PGV_7.csv",
    ]);
    assert.equal(files.size, 18);
    assert.equal(
      files.get("hazard_curve-mean-PGV_7.csv"),
      lines(
        `#,,,,,"${SINCE}, kind='mean', investigation_time=50.0, imt='PGV'"`,
        "lon,lat,depth,poe-0.5000000,poe-5.0000000,poe-50.0000000",
        "-1.50000,40.00000,0.00000,8.900000E-01,4.431049E-02,2.206089E-03",
        "0.00000,40.01562,0.00000,8.300000E-01,4.132327E-02,2.057364E-03",
        "178.12344,-0.00001,0.00000,7.700000E-01,3.833604E-02,1.908639E-03",
      ),
    );
  }));

Deno.test("site ids and depths come with the coordinates", () =>
  withDatastore({ withDepth: true, withIds: true }, async (path) => {
    const curves = (await exported(path, "hcurves")).get("hazard_curve-mean-PGV_7.csv")!.split("\r\n");
    assert.equal(curves[1], "custom_site_id,lon,lat,depth,poe-0.5000000,poe-5.0000000,poe-50.0000000");
    assert.equal(curves[3], "beta,0.00000,40.01562,0.50000,8.300000E-01,4.132327E-02,2.057364E-03");
    assert.equal(
      (await exported(path, "hmaps")).get("hazard_map-mean_7.csv"),
      lines(
        `#,,,,,,,,,"${SINCE}, kind='mean', investigation_time=50.0"`,
        "custom_site_id,lon,lat,depth,PGA-0.1,PGA-0.02,PGV-0.1,PGV-0.02,SA(0.2)-0.1,SA(0.2)-0.02",
        "alpha,-1.50000,40.00000,0.00000,6.250000E-02,1.625000E-01,2.625000E-01,3.625000E-01,4.625000E-01,5.625000E-01",
        "beta,0.00000,40.01562,0.50000,1.262500E+00,1.362500E+00,1.462500E+00,1.562500E+00,1.662500E+00,1.762500E+00",
        "gamma,178.12345,-0.00001,0.00000,2.462500E+00,2.562500E+00,2.662500E+00,2.762500E+00,2.862500E+00,2.962500E+00",
      ),
    );
    const siteModel = (await exported(path, "site_model")).get("site_model_7.csv")!.split("\r\n");
    assert.equal(siteModel[1], "sids,lon,lat,depth,vs30,vs30measured,z1pt0,custom_site_id");
    assert.equal(siteModel[3], "1,0.00000,40.01562,0.50000,7.60000E+02,0,4.00000E+01,beta");
  }));

const FILES: readonly [type: string, name: string, rows: string[]][] = [
  ["hmaps", "hazard_map-rlz-003_7.csv", [
    `#,,,,,,,"${SINCE}, kind='rlz-003', investigation_time=50.0"`,
    "lon,lat,PGA-0.1,PGA-0.02,PGV-0.1,PGV-0.02,SA(0.2)-0.1,SA(0.2)-0.02",
    "-1.50000,40.00000,1.862500E+00,1.962500E+00,2.062500E+00,2.162500E+00,2.262500E+00,2.362500E+00",
    "0.00000,40.01562,4.262500E+00,4.362500E+00,4.462500E+00,4.562500E+00,4.662500E+00,4.762500E+00",
    "178.12345,-0.00001,6.662500E+00,6.762500E+00,6.862500E+00,6.962500E+00,7.062500E+00,7.162500E+00",
  ]],
  ["hmaps-stats", "quantile_map-0.15-2475y_7.csv", [
    `#,,,,"${SINCE}"`,
    "lon,lat,PGA,PGV,SA(0.2)",
    "-1.50000,40.00000,7.625000E-01,9.625000E-01,1.162500E+00",
    "0.00000,40.01562,1.962500E+00,2.162500E+00,2.362500E+00",
    "178.12345,-0.00001,3.162500E+00,3.362500E+00,3.562500E+00",
  ]],
  ["uhs", "quantile_uhs-0.15_7.csv", [
    `#,,,,,"${SINCE}, kind='quantile-0.15', investigation_time=50.0"`,
    "lon,lat,0.100000~PGA,0.100000~SA(0.2),0.020000~PGA,0.020000~SA(0.2)",
    "-1.50000,40.00000,6.625000E-01,1.062500E+00,7.625000E-01,1.162500E+00",
    "0.00000,40.01562,1.862500E+00,2.262500E+00,1.962500E+00,2.362500E+00",
    "178.12345,-0.00001,3.062500E+00,3.462500E+00,3.162500E+00,3.562500E+00",
  ]],
  ["realizations", "realizations_7.csv", [
    `#,,"${SINCE}"`,
    "rlz_id,branch_path,weight",
    "0,A~AA,1.5000001e-01",
    "1,A~BA,4.4999999e-01",
    "2,B~AA,1.0000000e-01",
    "3,B~BA,3.0000001e-01",
  ]],
  ["mean_rates_by_src", "mean_rates_by_src-1_7.csv", [
    `#,,,"${SINCE}, lon=0.0, lat=40.01562, vs30=760.0"`,
    "source_id,imt,iml,afoe",
    "area,PGA,1.00000E-02,4.00000E-02",
    "area,PGA,1.00000E-01,1.00000E-02",
    "area,PGA,1.00000E+00,3.00000E-02",
    "area,PGV,5.00000E+00,2.00000E-02",
    "area,PGV,5.00000E+01,4.00000E-02",
    "area,SA(0.2),2.00000E-02,1.00000E-02",
    "area,SA(0.2),2.00000E-01,3.00000E-02",
    "fault,PGA,1.00000E-02,3.00000E-02",
    "fault,PGA,1.00000E+00,2.00000E-02",
    "fault,PGV,5.00000E-01,4.00000E-02",
    "fault,PGV,5.00000E+00,1.00000E-02",
    "fault,PGV,5.00000E+01,3.00000E-02",
    "fault,SA(0.2),2.00000E-01,2.00000E-02",
    "fault,SA(0.2),2.00000E+00,4.00000E-02",
  ]],
  ["site_model", "site_model_7.csv", [
    `#,,,,,,"${SINCE}"`,
    "sids,lon,lat,depth,vs30,vs30measured,z1pt0",
    "0,-1.50000,40.00000,0.00000,6.00000E+02,1,1.00000E+02",
    "1,0.00000,40.01562,0.00000,7.60000E+02,0,4.00000E+01",
    "2,178.12345,-0.00001,0.00000,4.00000E+02,1,5.05000E+01",
  ]],
];

for (const [type, name, rows] of FILES) {
  Deno.test(`${type} is exported to ${name} and the like`, () =>
    withDatastore({}, async (path) => {
      assert.equal((await exported(path, type)).get(name), lines(...rows));
    }));
}

Deno.test("without statistics and individual realizations the realizations are exported", () =>
  withDatastore({ oqparam: { mean: "0", quantiles: "[]", individual_rlzs: "0" } }, async (path) => {
    const names = [...(await exported(path, "hmaps")).keys()];
    assert.deepEqual(names, [0, 1, 2, 3].map((ordinal) => `hazard_map-rlz-00${ordinal}_7.csv`));
  }));

Deno.test("curves convolved with an amplification function are given at the levels on soil", () => {
  const oqparam = {
    soil_intensities: "[0.1, 0.4, 1.6]",
    inputs: '{"amplification": "/jobs/amplification.csv"}',
  };
  return withDatastore({ oqparam }, async (path) => {
    const [, header] = (await exported(path, "hcurves")).get("hazard_curve-mean-PGV_7.csv")!.split("\r\n");
    assert.equal(header, "lon,lat,depth,poe-0.1000000,poe-0.4000000,poe-1.6000000");
  });
});

Deno.test("a scenario has no investigation time in its comment", () =>
  withDatastore({ oqparam: { investigation_time: "null" } }, async (path) => {
    const [comment] = (await exported(path, "hmaps")).get("hazard_map-mean_7.csv")!.split("\r\n");
    assert.equal(comment, `#,,,,,,,"${SINCE}, kind='mean'"`);
  }));

Deno.test("npz files hold the statistics at all sites", () =>
  withDatastore({}, async (path) => {
    const [{ name, bytes }] = await exportOutput(path, CALC_ID, "hmaps", "npz");
    assert.equal(name, "hmaps_7.npz");
    const arrays = await readNpz(new Uint8Array(bytes));
    assert.deepEqual([...arrays.keys()], ["investigation_time", "all", "extra"]);
    const maps = "[('PGA', [('0.1', '<f4'), ('0.02', '<f4')]), ('PGV', [('0.1', '<f4'), ('0.02', '<f4')]), " +
      "('SA(0.2)', [('0.1', '<f4'), ('0.02', '<f4')])]";
    const { type, shape } = arrays.get("all")!;
    assert.equal(type, `[('lon', '<f8'), ('lat', '<f8'), ('mean', ${maps}), ('quantile-0.15', ${maps})]`);
    assert.equal(shape, "(3,)");
    assert.deepEqual(float32(arrays.get("all")).slice(4, 6), [0.0625, Math.fround(0.1625)]);
  }));

Deno.test("the report tells title, sizes, models, realizations, sources and operations", () =>
  withDatastore({}, async (path) => {
    const report = (await exported(path, "fullreport", "rst")).get("report_7.rst")!;
    assert.match(report, /^Two made-up models\n={18}\n/);
    assert.match(report, /num_sites = 3, num_levels = 9, num_rlzs = 4/);
    for (
      const row of [
        /\| Active Shallow Crust +\| gB2 +\| \[ChiouYoungs2008\] +\| 0\.75000 \|/,
        /\| 3 +\| B~BA +\| 0\.30000 \|/,
        /\| fault!b2 +\| S +\| 1\.5000 /,
        /\| S +\| 2 +\| 2 +\| 60 /,
        /\| classical +\| 2 +\| 1 +\| 0\.50000 \| 1\.5000 \|/,
        /\| total classical \| 2 /,
        /ssmLT\.xml/,
      ]
    ) {
      assert.match(report, row);
    }
  }));

Deno.test("outputs are listed by type with their formats and sizes", () =>
  withDatastore({}, async (path) => {
    const outputs = await listOutputs(path);
    assert.deepEqual(outputs.map(({ type, outtypes }) => `${type}: ${outtypes}`), [
      "fullreport: rst",
      "hcurves: csv,npz",
      "hmaps: csv,npz",
      "hmaps-stats: csv",
      "mean_rates_by_src: csv",
      "realizations: csv",
      "site_model: csv",
      "uhs: csv,npz",
    ]);
    assert.deepEqual(outputs.map(({ sizeMb }) => sizeMb * 2 ** 20).filter((size) => size > 0), [
      3 * 2 * 3 * 2 * 4,
      3 * 3 * 3 * 2 * 8 + 4 * 7 + 5 + 8 + 8 + 3 * 7 + 2 * 8,
      3 * (5 * 8 + 1),
    ]);
  }));

Deno.test("outputs that were not asked for are not listed", () =>
  withDatastore({ oqparam: { hazard_maps: "0", uniform_hazard_spectra: "0" } }, async (path) => {
    const types = (await listOutputs(path)).map(({ type }) => type);
    assert.deepEqual(types, ["fullreport", "hcurves", "mean_rates_by_src", "realizations", "site_model"]);
  }));

Deno.test("an export that there is not is refused in the reference's words", () =>
  withDatastore({}, async (path) => {
    const refusal = (message: string) => (error: unknown) =>
      error instanceof ExportError && error.message === message;
    const noXml = "DataStoreExportError: Could not export hcurves in xml";
    await assert.rejects(() => exportOutput(path, CALC_ID, "hcurves", "xml"), refusal(noXml));
    const noType = "DataStoreExportError: Could not export pippo in csv";
    await assert.rejects(() => exportOutput(path, CALC_ID, "pippo", "csv"), refusal(noType));
    const missing = path.replace("calc_7", "calc_8");
    await assert.rejects(
      () => exportOutput(missing, 8, "hcurves", "csv"),
      refusal(`OSError: File not found: ${missing}`),
    );
  }));
