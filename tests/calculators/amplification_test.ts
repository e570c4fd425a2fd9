import assert from "node:assert/strict";
import {
  amplificationOf,
  checkAmplifiedSites,
  checkAmplifiedSources,
  readAmplification,
} from "../../calculators/amplification.ts";
import type { Job } from "../../calculators/parameters/job.ts";
import { InputError } from "../../hazard/input_error.ts";
import { siteCollection } from "../../hazard/site/site_collection.ts";
import { codeOfText } from "../../hazard/site/site_text.ts";

const CONTENT = {
  parameters: {
    hazard_imtls: { PGA: [0.1, 0.2], "SA(1.0)": [0.1, 0.2] },
    soil_intensities: [0.1, 0.2],
    amplification_method: "convolution",
    vs30_tolerance: 10,
  },
  inputs: { amplification: "/job/functions.csv", job_ini: "/job/job.ini" },
  lines: new Map([["vs30_tolerance", 7]]),
} as unknown as Job;

const TABLE = `#,,,,"vs30_ref=760"
ampcode,level,PGA,SA(1.0),sigma_PGA
SOFT,0.05,1.9,2,0.3
SOFT,0.2,1.5,1.8,0.25
FIRM,0.05,1.2,1.1,0
`;

const reading = (text: string) => readAmplification(CONTENT, () => Promise.resolve(text));

Deno.test("readAmplification() reads functions by code, sigma being 0 where there is none", async () => {
  const table = await reading(TABLE);
  assert.equal(table!.referenceVs30, 760);
  assert.deepEqual(table!.functions.get(codeOfText("ampcode", "SOFT")), {
    levels: [0.05, 0.2],
    factors: {
      PGA: { medians: [1.9, 1.5], deviations: [0.3, 0.25] },
      "SA(1.0)": { medians: [2, 1.8], deviations: [0, 0] },
    },
  });
});

for (
  const [what, text, problem] of [
    [
      "a table without vs30_ref",
      TABLE.replace("vs30_ref=760", ""),
      /functions\.csv:1: expected a first line like/,
    ],
    ["a table without a measure", TABLE.replace("SA(1.0)", "SA(2.0)"), /SA\(1\.0\): the column is missing/],
    [
      "a level twice",
      TABLE.replace("0.2,1.5", "0.05,1.5"),
      /functions\.csv:4: level: ampcode SOFT: expected a level above/,
    ],
  ] as const
) {
  Deno.test(`readAmplification() refuses ${what}`, async () => {
    await assert.rejects(
      reading(text),
      (error) => error instanceof InputError && problem.test(error.message),
    );
  });
}

function sites(code: string, vs30: number) {
  const parameters = {
    ampcode: Float64Array.of(codeOfText("ampcode", code)),
    vs30: Float64Array.of(vs30),
  };
  return siteCollection(Float64Array.of(1), Float64Array.of(2), Float64Array.of(0), parameters);
}

Deno.test("checkAmplifiedSites() refuses sites without function and sites of other ground", async () => {
  const table = (await reading(TABLE))!;
  const check = (code: string, vs30: number) => () =>
    checkAmplifiedSites(table, sites(code, vs30), CONTENT, "job.ini");
  check("FIRM", 765)();
  assert.throws(check("ROCK", 760), /ampcode: has no function for sites with ROCK/);
  assert.throws(check("", 760), /has no function for sites with \(none\)/);
  assert.throws(check("FIRM", 780), /job\.ini:7: vs30_tolerance: a site has vs30 780/);
});

const KERNEL = { ...CONTENT, parameters: { ...CONTENT.parameters, amplification_method: "kernel" } } as Job;

/** Line 3 opens the functions of magnitude 6, which don't count. */
const BY_MAGNITUDE = `ampcode,from_mag,from_rrup,level,PGA,SA(1.0),sigma_PGA
SOFT,6,0,0.05,1.8,1.7,0.6
SOFT,5,0,0.05,1.9,2,0.3
SOFT,5,0,0.2,1.5,1.8,0.25
SOFT,5,30,0.05,1.2,1.1,0.5
`;

Deno.test("readAmplification() takes the functions of the smallest magnitude and distance for each rupture", async () => {
  const table = await readAmplification(KERNEL, () => Promise.resolve(BY_MAGNITUDE));
  assert.equal(table!.largestDeviation, 0.6);
  assert.deepEqual(table!.functions.get(codeOfText("ampcode", "SOFT"))!.factors.PGA, {
    medians: [1.9, 1.5],
    deviations: [0.3, 0.25],
  });
  const amplification = amplificationOf(table!, KERNEL);
  assert.ok("kernelAmplification" in amplification);
  const { rockLevels, exceedances } = amplification.kernelAmplification;
  assert.deepEqual(rockLevels.map(({ length }) => length), [40, 40]);
  assert.deepEqual([...exceedances.values()].map((byImt) => byImt.map(({ length }) => length)), [[78, 78]]);
});

Deno.test("readAmplification() refuses functions by magnitude for curves", async () => {
  await assert.rejects(
    reading(`#,,,,,,"vs30_ref=760"\n${BY_MAGNITUDE}`),
    /from_mag: curves can't be amplified by magnitude and distance, .* or give amplification_method = kernel/,
  );
});

Deno.test("checkAmplifiedSources() refuses sources without rates where each rupture is amplified", async () => {
  const source = {
    ...{ kind: "point", id: "1", name: "", tectonicRegionType: "Crust", file: "m.xml", line: 4 } as const,
    ...{ lon: 0, lat: 0, upperSeismogenicDepth: 0, lowerSeismogenicDepth: 10, magScaleRel: "PointMSR" },
    ...{ ruptureAspectRatio: 1, nodalPlanes: [], hypocentralDepths: [] },
    mfd: { kind: "arbitrary", magnitudes: [6], occurRates: [0.1] } as const,
  };
  const table = (await readAmplification(KERNEL, () => Promise.resolve(BY_MAGNITUDE)))!;
  const check = (dispersion?: number) => () => {
    const sources = [{ ...source, dispersion }];
    const group = { tectonicRegionType: "Crust", sources, sourceModelPaths: [0] };
    checkAmplifiedSources(table, [group], { binWidth: 1 }, { file: "job.ini", line: 9 });
  };
  check()();
  assert.throws(check(2), /^InputError: job\.ini:9: kernel needs sources with rates, pointSource "1" has/);
});
