import { azimuth, EARTH_RADIUS, pointAt } from "../../../hazard/geo/geodesy.ts";
import { cross, direction, dot, tangent } from "../../../hazard/geo/vector.ts";
import { assertClose, readData } from "./close.ts";

const golden = readData("geodetic.json", import.meta.url);

Deno.test("R asin(q · (tangent × p)) is the distance to the great circle, positive to the right", () => {
  for (const { lon, lat, azimuth, lons, lats, out } of golden.distance_to_arc) {
    const p = direction(lon, lat), normal = cross(tangent(p, azimuth), p);
    const distances = lons.map((x: number, i: number) =>
      EARTH_RADIUS * Math.asin(dot(direction(x, lats[i]), normal))
    );
    assertClose(distances, out, { what: `arc ${azimuth}` });
  }
});

Deno.test("a tangent points along its azimuth", () => {
  const p = direction(20, 50), q = direction(...pointAt(20, 50, 77, 100)), t = tangent(p, 77);
  assertClose([dot(q, t), dot(q, cross(t, p))], [Math.sin(100 / EARTH_RADIUS), 0]);
  assertClose([azimuth(20, 50, ...pointAt(20, 50, 77, 100))], [77]);
});
