import assert from "node:assert/strict";
import { notAKnotSpline } from "../../../hazard/gsim/cubic_spline.ts";

Deno.test("notAKnotSpline() is exact for a cubic on uneven knots, at them, between and beyond", () => {
  const cubic = (x: number) => 2 - 3 * x + 0.5 * x ** 2 + 0.25 * x ** 3;
  const x = [-1, 0, 0.5, 2, 3.5, 4];
  const spline = notAKnotSpline(x, x.map(cubic));
  for (const at of [-1.5, -1, -0.3, 0.2, 0.5, 1.9, 3, 3.7, 4, 5]) {
    assert.ok(Math.abs(spline(at) - cubic(at)) < 1e-12, `${at}: ${spline(at)} instead of ${cubic(at)}`);
  }
});

Deno.test("notAKnotSpline() equals scipy.interpolate.CubicSpline", () => {
  // CubicSpline([0, 1, 2, 4, 5], [0, 1, 0, 1, 0])([0.5, 1.5, 3, 4.5])
  const spline = notAKnotSpline([0, 1, 2, 4, 5], [0, 1, 0, 1, 0]);
  const expected = [1.0245535714285714, 0.47544642857142855, 0.3214285714285714, 0.8370535714285713];
  [0.5, 1.5, 3, 4.5].forEach((at, i) => assert.ok(Math.abs(spline(at) - expected[i]) < 1e-14));
});
