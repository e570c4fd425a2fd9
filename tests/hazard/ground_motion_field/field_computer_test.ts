import assert from "node:assert/strict";
import { bradley2012 } from "../../../hazard/ground_motion_field/between_correlation.ts";
import { FieldComputer, type FieldModel } from "../../../hazard/ground_motion_field/field_computer.ts";
import type { FieldSettings } from "../../../hazard/ground_motion_field/field_settings.ts";
import { BetweenTable, FieldTable } from "../../../hazard/ground_motion_field/field_table.ts";
import {
  SpatialCorrelation,
  type SpatialCorrelationOptions,
} from "../../../hazard/ground_motion_field/spatial_correlation.ts";
import {
  orderedFactor,
  sampleTruncated,
} from "../../../hazard/ground_motion_field/truncated_multivariate_normal.ts";
import { createModel } from "../../../hazard/gsim/registry.ts";
import { parseImt } from "../../../hazard/imt.ts";
import { PlanarSurface } from "../../../hazard/rupture/planar_surface.ts";
import { constantDistance } from "../../../hazard/site/integration_distance.ts";
import { siteCollection } from "../../../hazard/site/site_collection.ts";
import figures from "./figures.json" with { type: "json" };

const { sites: places, rupture, seed, firstEvent } = figures;
const [lons, lats, depths] = rupture.corners;
const [lon, lat, depth] = rupture.hypocentre;
const column = (value: number) => new Float64Array(places.lon.length).fill(value);
const SITES = siteCollection(Float64Array.from(places.lon), Float64Array.from(places.lat), column(0), {
  vs30: Float64Array.from(places.vs30),
  vs30measured: column(1),
  z1pt0: column(50),
  z2pt5: column(1),
  ampcode: Float64Array.from(places.codes, (code) => Number(code === "B")),
});
const RUPTURE = {
  rupture: {
    mag: rupture.mag,
    rake: rupture.rake,
    occurrenceRate: NaN,
    hypocentre: { lon, lat, depth },
    surface: PlanarSurface.fromCorners(lons, lats, depths),
  },
  seed,
  firstEvent,
  bounds: {
    minLon: Math.min(...lons),
    maxLon: Math.max(...lons),
    minLat: Math.min(...lats),
    maxLat: Math.max(...lats),
  },
};
/** Deviations in 32 bits: of sums that another order rounds differently. */
const TOLERANCE = 5e-7;

type Case = (typeof figures.cases)[number];

function settingsOf(figure: Case): FieldSettings {
  const { imts, within, between, minimum, extreme, cross, correlation, horiz, amplified } = figure as Case & {
    minimum?: { default: number };
    extreme?: { default: number };
    cross?: FieldSettings["betweenCorrelation"];
    correlation?: [SpatialCorrelationOptions["model"], { vs30_clustering?: boolean }];
    horiz?: boolean;
    amplified?: boolean;
  };
  const { ampcode, level, PGA, sigma_PGA } = figures.amplification;
  const functions = ["A", "B"].map((code, k) => {
    const rows = [...ampcode.keys()].filter((row) => ampcode[row] === code);
    const factors = { PGA: { medians: rows.map((r) => PGA[r]), deviations: rows.map((r) => sigma_PGA[r]) } };
    return [k, { levels: rows.map((row) => level[row]), factors }] as const;
  });
  return {
    sites: SITES,
    imts,
    truncationWithin: within,
    truncationBetween: between,
    minimumIntensities: imts.map(() => minimum?.default ?? 1e-10),
    extremeIntensities: imts.map(() => extreme?.default ?? Infinity),
    minimumDistance: 0,
    betweenCorrelation: cross ?? "NoCrossCorrelation",
    spatialCorrelation: correlation &&
      { model: correlation[0], hasVs30Clusters: correlation[1].vs30_clustering },
    amplification: amplified ? new Map(functions) : undefined,
    perils: [],
    leastOutputs: {},
    isForGeometricMean: horiz ?? false,
  };
}

function modelsOf(figure: Case): Promise<FieldModel[]> {
  return Promise.all(figure.models.map(async ([name, realizations]) => ({
    model: await createModel(name as string),
    realizations: realizations as number[],
  })));
}

function computerOf(figure: Case, settings: FieldSettings, models: FieldModel[]): FieldComputer {
  const { distance } = figure as { distance?: number };
  const { spatialCorrelation: options } = settings;
  const spatialCorrelation = options && new SpatialCorrelation(SITES, options);
  return new FieldComputer(settings, models, constantDistance(distance ?? 200), { spatialCorrelation });
}

function assertClose(
  actual: ArrayLike<number>,
  expected: readonly (number | null)[],
  what: string,
): void {
  assert.equal(actual.length, expected.length, `${what}: number`);
  expected.forEach((value, i) => {
    if (value === null) assert(Number.isNaN(actual[i]), `${what} ${i}: ${actual[i]}, expected NaN`);
    else {
      const isClose = Math.abs(actual[i] - value) <= TOLERANCE * Math.abs(value);
      assert(isClose, `${what} ${i}: ${actual[i]}, expected ${value}`);
    }
  });
}

for (const figure of figures.cases) {
  Deno.test(`fields are those of the reference: ${figure.name}`, async () => {
    const settings = settingsOf(figure), numImts = figure.imts.length;
    const computer = computerOf(figure, settings, await modelsOf(figure));
    const fields = new FieldTable(numImts), between = new BetweenTable(numImts);
    const computed = computer.compute({ ...RUPTURE, realizations: figure.realizations }, fields, between)!;
    assert.deepEqual([...fields.eventIds.subarray(0, fields.size)], figure.eid);
    assert.deepEqual([...fields.siteIds.subarray(0, fields.size)], figure.sid);
    const gmv = figure.gmv as unknown as Record<string, number[]>;
    figure.imts.forEach((imt, m) => {
      assertClose(fields.values[m].subarray(0, fields.size), gmv[imt], imt);
      assertClose(between.sigma[m].subarray(0, between.size), figure.sig[m], `sigma ${imt}`);
      assertClose(between.epsilon[m].subarray(0, between.size), figure.eps[m], `epsilon ${imt}`);
    });
    assert.deepEqual([...between.realizations.subarray(0, between.size)], figure.realizations);
    assert(Math.abs(computed.rrup - figure.rrup) < 1e-4);
  });
}

Deno.test("fields of several ruptures follow each other", async () => {
  const [figure] = figures.cases, computer = computerOf(figure, settingsOf(figure), await modelsOf(figure));
  const fields = new FieldTable(figure.imts.length), between = new BetweenTable(figure.imts.length);
  for (let i = 0; i < 3; i++) {
    computer.compute({ ...RUPTURE, realizations: figure.realizations }, fields, between);
  }
  const { size } = fields;
  assert.equal(size, 3 * figure.eid.length);
  for (const values of fields.values) {
    assert.deepEqual(values.slice(0, size / 3), values.slice(2 * size / 3, size));
  }
});

Deno.test("a rupture out of reach has no fields", async () => {
  const [figure] = figures.cases, settings = settingsOf(figure);
  const computer = new FieldComputer(settings, await modelsOf(figure), constantDistance(1));
  const fields = new FieldTable(3), between = new BetweenTable(3);
  const far = { ...RUPTURE.rupture, hypocentre: { lon: 50, lat: 10, depth: 5 } };
  const computed = computer.compute({ ...RUPTURE, rupture: far, realizations: [0] }, fields, between);
  assert.equal(computed, undefined);
  assert.equal(fields.size + between.size, 0);
});

Deno.test("correlation in space needs deviations between and within events", async () => {
  const figure = figures.cases.find(({ name }) => name === "total only")!;
  const settings: FieldSettings = { ...settingsOf(figure), spatialCorrelation: { model: "JB2009" } };
  const models = await modelsOf(figure);
  assert.throws(
    () => computerOf(figure, settings, models),
    /JB2009 needs .* CampbellBozorgnia2003NSHMP2007 has/,
  );
});

for (const { level, samples } of figures.multivariate.samples) {
  Deno.test(`multivariate normal numbers within ${level} standard deviations`, () => {
    const matrix = Float32Array.from(figures.multivariate.matrix.flat());
    const drawn = sampleTruncated(orderedFactor(matrix, new Float64Array(3).fill(level))!, 17, 50);
    samples.forEach((row, k) =>
      row.forEach((value, i) =>
        assert(Math.abs(drawn[k][i] - value) < 1e-6, `${k} ${i}: ${drawn[k][i]}, ${value}`)
      )
    );
  });
}

Deno.test("correlation of PGV with other measures", () => {
  for (const [a, b, expected] of figures.bradley2012) {
    const actual = bradley2012(parseImt(a as string), parseImt(b as string));
    assert(Math.abs(actual - (expected as number)) < 1e-12, `${a} ${b}`);
  }
});
