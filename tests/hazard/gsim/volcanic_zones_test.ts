/** Figures of get_rvolcs of the reference engine for the same zones and paths. */
import assert from "node:assert/strict";
import type { ContextBlock } from "../../../hazard/gsim/model.ts";
import { VolcanicZones } from "../../../hazard/gsim/volcanic_zones.ts";

const ZONES = [
  [[140, 38], [141, 38], [141, 39], [140, 39]],
  [[141.5, 38.2], [141.7, 38.2], [141.7, 38.8], [141.5, 38.8]],
];

function geoJson(rings: number[][][]): string {
  const features = rings.map((ring) => ({ geometry: { type: "Polygon", coordinates: [ring] } }));
  return JSON.stringify({ type: "FeatureCollection", features });
}

/** longitude and latitude of the site and of the rupture; length in km */
const PATHS = [
  { name: "part of the way", path: [139.5, 38.5, 140.3, 38.4], length: 27.078846626898557 },
  { name: "80 km at most", path: [139.5, 38.5, 142.5, 38.5], length: 80 },
  { name: "12 km at least", path: [139.98, 38.5, 140.05, 38.5], length: 12 },
  { name: "none", path: [139, 38.5, 139.5, 38.5], length: 0 },
  { name: "the second zone", path: [141.2, 38.5, 141.55, 38.5], length: 12 },
];

for (const { name, path, length } of PATHS) {
  Deno.test(`VolcanicZones measures ${name}`, () => {
    const [lon, lat, clon, clat] = path.map((angle) => Float64Array.of(angle));
    const contexts = { size: 1, lon, lat, clon, clat } as unknown as ContextBlock;
    const [actual] = new VolcanicZones("zones", geoJson(ZONES)).pathLengths(contexts);
    assert.ok(Math.abs(actual - length) <= 1e-9 * length, `${actual}`);
  });
}

Deno.test("VolcanicZones refuses what is no GeoJSON", () => {
  for (const text of ["zones.geojson", "{}", '{"features": [{}]}']) {
    assert.throws(() => new VolcanicZones("option volc_arc_file", text), /volc_arc_file: expected a GeoJSON/);
  }
});
