import { azimuth, distanceToArc, EARTH_RADIUS, pointAt } from "../../../hazard/geo/geodesy.ts";
import { cross, direction, dot, tangent } from "../../../hazard/geo/vector.ts";
import { assertClose } from "./close.ts";

Deno.test("R asin(q · (tangent × p)) is the distance to the great circle", () => {
  for (const [lon, lat, course] of [[10, 45, 30], [-170, -20, 200], [0, 0, 315]]) {
    const p = direction(lon, lat), normal = cross(tangent(p, course), p);
    for (const [dLon, dLat] of [[1, 0.5], [-1, 2], [0.3, -4], [-2, -0.1]]) {
      const distance = EARTH_RADIUS * Math.asin(dot(direction(lon + dLon, lat + dLat), normal));
      assertClose([distance], [distanceToArc(lon, lat, course, lon + dLon, lat + dLat)]);
    }
  }
});

Deno.test("a tangent points along its azimuth", () => {
  const p = direction(20, 50), q = direction(...pointAt(20, 50, 77, 100)), t = tangent(p, 77);
  assertClose([dot(q, t), dot(q, cross(t, p))], [Math.sin(100 / EARTH_RADIUS), 0]);
  assertClose([azimuth(20, 50, ...pointAt(20, 50, 77, 100))], [77]);
});
