/** Golden figures and figures of the reference engine (data/point_source_*.json, see data/regenerate.py). */
import assert from "node:assert/strict";
import type { PlanarSurface } from "../../../hazard/rupture/planar_surface.ts";
import type { Rupture } from "../../../hazard/rupture/rupture.ts";
import { pointSourceRuptures, ruptureSize } from "../../../hazard/source/point_source.ts";
import { assertClose, readData } from "../geo/close.ts";
import { pointSource } from "./sources.ts";

function assertCorners(rupture: Rupture, [lons, lats, depths]: number[][]): void {
  const corners = (rupture.surface as PlanarSurface).corners();
  assertClose(corners.map(([lon]) => lon), lons, { what: "corner longitudes" });
  assertClose(corners.map(([, lat]) => lat), lats, { what: "corner latitudes" });
  assertClose(corners.map(([, , depth]) => depth), depths, { what: "corner depths" });
}

Deno.test("pointSourceRuptures has the corners of the golden ruptures", () => {
  for (const expected of readData("point_source_ruptures.json", import.meta.url)) {
    const { mag, strike, dip, rake, usd, lsd, occurrence_rate: rate } = expected;
    const source = pointSource({
      mfd: { kind: "arbitrary", magnitudes: [mag], occurRates: [rate] },
      ruptureAspectRatio: expected.aspect_ratio,
      upperSeismogenicDepth: usd,
      lowerSeismogenicDepth: lsd,
      lon: expected.lon,
      lat: expected.lat,
      nodalPlanes: [{ probability: 1, strike, dip, rake }],
      hypocentralDepths: [{ probability: 1, depth: expected.hypo_depth }],
    });
    const [{ ruptures: [rupture], averaged }] = pointSourceRuptures(source, 0.1, {
      shiftHypo: expected.shift_hypo,
    });
    assertCorners(rupture, expected.corners);
    const { lon, lat, depth } = rupture.hypocentre;
    assertClose([lon, lat, depth], expected.hypocenter, { what: "hypocentre" });
    assertClose([rupture.occurrenceRate], [rate]);
    assert.equal(averaged, rupture);
  }
});

interface ExpectedRupture {
  readonly mag: number;
  readonly rake: number;
  readonly rate: number;
  readonly strike: number;
  readonly dip: number;
  readonly width: number;
  readonly corners: number[][];
  readonly hypocentre: number[];
}

function assertRupture(rupture: Rupture, expected: ExpectedRupture): void {
  const { mag, rake, occurrenceRate, surface, hypocentre } = rupture;
  assertClose(
    [mag, rake, occurrenceRate, surface.strike, surface.dip, surface.width],
    [expected.mag, expected.rake, expected.rate, expected.strike, expected.dip, expected.width],
    { what: "parameters" },
  );
  assertClose([hypocentre.lon, hypocentre.lat, hypocentre.depth], expected.hypocentre, {
    what: "hypocentre",
  });
  assertCorners(rupture, expected.corners);
  assert.equal(surface.ztor, (surface as PlanarSurface).corners()[0][2]);
  assert.equal(surface.zbot, (surface as PlanarSurface).corners()[3][2]);
}

for (const expected of readData("point_source_averages.json", import.meta.url)) {
  const { msr, fracs, shiftHypo } = expected;
  Deno.test(`pointSourceRuptures: order, averages, radius: ${msr}, fractions ${fracs}, shiftHypo ${shiftHypo}`, () => {
    const hypocentralDepths = pointSource().hypocentralDepths.map((depth, i) => ({
      ...depth,
      fixedDipFraction: fracs?.[i] ?? undefined,
    }));
    const source = pointSource({ magScaleRel: msr, hypocentralDepths });
    const groups = pointSourceRuptures(source, 0.5, { shiftHypo });
    const ruptures = groups.flatMap((group) => group.ruptures);
    assert.equal(ruptures.length, expected.ruptures.length);
    ruptures.forEach((rupture, i) => assertRupture(rupture, expected.ruptures[i]));
    groups.forEach(({ averaged, rate }, i) => {
      assertRupture(averaged, expected.averaged[i]);
      assert.equal(averaged.occurrenceRate, rate);
    });
    assertClose(groups.map((group) => group.radius), expected.radius, { what: "radius" });
  });
}

Deno.test("ruptures stay in the seismogenic layer and hold their hypocentre's depth", () => {
  const source = pointSource(), seen = { moved: 0, unmoved: 0 };
  for (const { ruptures } of pointSourceRuptures(source, 0.1)) {
    for (const { surface, hypocentre } of ruptures) {
      assert.ok(surface.ztor >= source.upperSeismogenicDepth - 1e-9);
      assert.ok(surface.zbot <= source.lowerSeismogenicDepth + 1e-9);
      assert.ok(surface.ztor <= hypocentre.depth && hypocentre.depth <= surface.zbot);
      seen[Math.abs((surface.ztor + surface.zbot) / 2 - hypocentre.depth) > 1e-9 ? "moved" : "unmoved"]++;
    }
  }
  assert.ok(seen.moved > 0 && seen.unmoved > 0);
});

Deno.test("ruptureSize cuts the width at the thickness of the layer and keeps the area", () => {
  const plane = { probability: 1, strike: 0, dip: 90, rake: 0 };
  const source = pointSource({ magScaleRel: "PeerMSR", ruptureAspectRatio: 1, upperSeismogenicDepth: 0 });
  const fits = ruptureSize({ ...source, lowerSeismogenicDepth: 10.01 }, 6, plane);
  assertClose([fits.length, fits.height], [10, 10]);
  const cut = ruptureSize({ ...source, lowerSeismogenicDepth: 8 }, 6, plane);
  assertClose([cut.length, cut.height], [12.5, 8]);
  assertClose([cut.horizontalWidth], [0]);
});

Deno.test("sources that differ in anything don't get each other's ruptures", () => {
  const source = pointSource(), { nodalPlanes, hypocentralDepths, mfd } = source;
  const changes = [
    { mfd: { kind: "arbitrary", magnitudes: [6], occurRates: [0.1] } as const },
    { nodalPlanes: nodalPlanes.slice(1) },
    { hypocentralDepths: hypocentralDepths.slice(1) },
    { magScaleRel: "PeerMSR" },
    { ruptureAspectRatio: 1 },
    { upperSeismogenicDepth: 0.5 },
    { lowerSeismogenicDepth: 30 },
  ];
  const describe = (changed: typeof source, binWidth: number) =>
    pointSourceRuptures(changed, binWidth).map((
      { mag, rate, radius, count, ruptures, averaged },
    ) => [
      mag,
      rate,
      radius,
      count,
      ...[...ruptures, averaged].map((
        { surface, occurrenceRate, rake },
      ) => [occurrenceRate, rake, (surface as PlanarSurface).corners()]),
    ]);
  const expected = describe(source, 0.5);
  assert.equal(expected.length, 5);
  for (const change of changes) {
    assert.notDeepEqual(describe({ ...source, ...change }, 0.5), expected, Object.keys(change)[0]);
    assert.deepEqual(describe(source, 0.5), expected);
  }
  assert.notDeepEqual(describe(source, 0.25), expected);
  assert.deepEqual(describe({ ...source, mfd: { ...mfd } }, 0.5), expected);
  assert.notDeepEqual(describe({ ...source, lon: 14.5 }, 0.5), expected);
});
