import assert from "node:assert/strict";
import { bivariateNormalCdf } from "../../hazard/bivariate_normal.ts";
import { normalCdf } from "../../hazard/normal_distribution.ts";

/** x, y, correlation, probability: integral of density(u) cdf((y - rho u) / sqrt(1 - rho²)) with scipy.integrate.quad. */
const FIGURES = [
  [0, 0, -0.99, 0.0225267068222],
  [1, -1, -0.99, 0.0136517190835],
  [-2, -1.5, -0.99, 3.35361481495e-138],
  [0.3, 0.31, -0.99, 0.23963104031],
  [2.5, 3, -0.99, 0.992440436643],
  [0, 0, -0.93, 0.059903291709],
  [1, -1, -0.93, 0.0361168108639],
  [-2, -1.5, -0.93, 6.48147841659e-23],
  [0.3, 0.31, -0.93, 0.242902712894],
  [2.5, 3, -0.93, 0.992440436643],
  [0, 0, -0.5, 0.166666666667],
  [1, -1, -0.5, 0.0961411592218],
  [-2, -1.5, -0.5, 2.54265777447e-05],
  [0.3, 0.31, -0.5, 0.310973576348],
  [2.5, 3, -0.5, 0.992440438069],
  [0, 0, 0, 0.25],
  [1, -1, 0, 0.133483764331],
  [-2, -1.5, 0, 0.00151987264396],
  [0.3, 0.31, 0, 0.384167593932],
  [2.5, 3, 0, 0.992448819058],
  [0, 0, 0.3, 0.29849334201],
  [1, -1, 0.3, 0.148338209057],
  [-2, -1.5, 0.3, 0.00467871632264],
  [0.3, 0.31, 0.3, 0.428875157226],
  [2.5, 3, 0.3, 0.992517070736],
  [0, 0, 0.8, 0.39758361765],
  [1, -1, 0.8, 0.158599009498],
  [-2, -1.5, 0.8, 0.0165059294978],
  [0.3, 0.31, 0.8, 0.522205635787],
  [2.5, 3, 0.8, 0.993217264715],
  [0, 0, 0.92, 0.435905783151],
  [1, -1, 0.92, 0.158655245236],
  [-2, -1.5, 0.92, 0.0210545714223],
  [0.3, 0.31, 0.92, 0.558654598404],
  [2.5, 3, 0.92, 0.993622529171],
  [0, 0, 0.94, 0.444587656698],
  [1, -1, 0.94, 0.158655253842],
  [-2, -1.5, 0.94, 0.0217771592617],
  [0.3, 0.31, 0.94, 0.566924994523],
  [2.5, 3, 0.94, 0.993692706721],
  [0, 0, 0.99, 0.477473293178],
  [1, -1, 0.99, 0.158655253931],
  [-2, -1.5, 0.99, 0.0227495156625],
  [0.3, 0.31, 0.99, 0.598260649731],
  [2.5, 3, 0.99, 0.99379027037],
  [0, 0, 0.999, 0.492881781297],
  [1, -1, 0.999, 0.158655253931],
  [-2, -1.5, 0.999, 0.0227501319482],
  [0.3, 0.31, 0.999, 0.61285169982],
  [2.5, 3, 0.999, 0.993790334674],
] as const;

Deno.test("bivariateNormalCdf() agrees with adaptive quadrature at low, high and negative correlations", () => {
  for (const [x, y, rho, expected] of FIGURES) {
    const got = bivariateNormalCdf(x, y, rho);
    assert.ok(Math.abs(got - expected) < 1e-11, `${x}, ${y}, ${rho}: ${got}, expected ${expected}`);
  }
});

Deno.test("bivariateNormalCdf() is a product without correlation and the smaller one with full correlation", () => {
  assert.ok(Math.abs(bivariateNormalCdf(0.4, -1.2, 0) - normalCdf(0.4) * normalCdf(-1.2)) < 1e-16);
  assert.equal(bivariateNormalCdf(0.4, -1.2, 1), normalCdf(-1.2));
  assert.ok(Math.abs(bivariateNormalCdf(0.4, 1.2, -1) - (normalCdf(0.4) + normalCdf(1.2) - 1)) < 1e-15);
  assert.equal(bivariateNormalCdf(-Infinity, 1, 0.3), 0);
  assert.equal(bivariateNormalCdf(Infinity, 1, 0.3), normalCdf(1));
});
