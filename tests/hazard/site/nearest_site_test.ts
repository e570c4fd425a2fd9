import { deepEqual, equal, ok } from "node:assert/strict";
import { nearestSiteFinder } from "../../../hazard/site/nearest_site.ts";
import { siteCollection } from "../../../hazard/site/site_collection.ts";

const columns = (...values: number[][]) => values.map((column) => Float64Array.from(column));

Deno.test("nearestSiteFinder() agrees with a search through all sites", () => {
  // a low-discrepancy cloud over the globe, depths up to 4 km
  const size = 400;
  const index = Array.from({ length: size }, (_, i) => i);
  const [lon, lat, depth] = columns(
    index.map((i) => (i * 0.754877666 % 1) * 360 - 180),
    index.map((i) => (i * 0.569840291 % 1) * 180 - 90),
    index.map((i) => (i * 0.618033989 % 1) * 4),
  );
  const sites = siteCollection(lon, lat, depth, {});
  const nearestSite = nearestSiteFinder(sites);
  for (let k = 0; k < 100; k++) {
    const [lon0, lat0] = [(k * 0.41421356 % 1) * 360 - 180, (k * 0.73205081 % 1) * 178 - 89];
    const place = siteCollection(Float64Array.of(lon0), Float64Array.of(lat0), Float64Array.of(0), {});
    const distances = index.map((i) =>
      Math.hypot(sites.x[i] - place.x[0], sites.y[i] - place.y[0], sites.z[i] - place.z[0])
    );
    const { row, distanceKm } = nearestSite(lon0, lat0);
    equal(row, distances.indexOf(Math.min(...distances)));
    ok(Math.abs(distanceKm - distances[row]) < 1e-9);
  }
});

Deno.test("nearestSiteFinder() takes the first of equally near sites", () => {
  const [lon, lat, depth] = columns([1, -1, 1], [0, 0, 0], [0, 0, 0]);
  deepEqual(nearestSiteFinder(siteCollection(lon, lat, depth, {}))(0, 0).row, 0);
});
