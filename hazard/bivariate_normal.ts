/**
 * Probabilities of the bivariate normal distribution.
 *
 * Drezner, Z., Wesolowsky, G.O. (1990). On the computation of the bivariate normal integral. Journal of Statistical
 * Computation and Simulation 35, 101-107. Genz, A. (2004). Numerical computation of rectangular bivariate and trivariate
 * normal and t probabilities. Statistics and Computing 14, 251-260. https://doi.org/10.1023/B:STCO.0000035304.20635.31
 */
import { normalCdf } from "./normal_distribution.ts";

/** Gauss-Legendre rule with 20 points: the positive nodes with their weights. */
const NODES: readonly (readonly [node: number, weight: number])[] = [
  [0.993128599185094924786, 0.017614007139152118312],
  [0.963971927277913791268, 0.040601429800386941331],
  [0.912234428251325905868, 0.062672048334109063570],
  [0.839116971822218823395, 0.083276741576704748725],
  [0.746331906460150792614, 0.101930119817240435037],
  [0.636053680726515025453, 0.118194531961518417312],
  [0.510867001950827098004, 0.131688638449176626898],
  [0.373706088715419560673, 0.142096109318382051329],
  [0.227785851141645078080, 0.149172986472603746788],
  [0.076526521133497333755, 0.152753387130725850698],
];

/** Correlations beyond this are integrated from the other end, Genz (2004), section 2.3. */
const HIGH_CORRELATION = 0.925;

/** Integral of f from 0 to 1. */
function integral(f: (t: number) => number): number {
  let sum = 0;
  for (const [node, weight] of NODES) sum += weight * (f((1 - node) / 2) + f((1 + node) / 2));
  return sum / 2;
}

/** Probability that both of two standard normals with correlation `rho` (-1 to 1) are below `x` and `y`, to 1e-14. */
export function bivariateNormalCdf(x: number, y: number, rho: number): number {
  if (x === -Infinity || y === -Infinity) return 0;
  if (x === Infinity) return normalCdf(y);
  if (y === Infinity) return normalCdf(x);
  if (Math.abs(rho) < HIGH_CORRELATION) {
    // d/d rho of the probability is the density, integrated over the arc sine of the correlation
    const arc = Math.asin(rho), products = x * y, squares = (x * x + y * y) / 2;
    const byArc = integral((t) => {
      const sine = Math.sin(arc * t);
      return Math.exp((sine * products - squares) / (1 - sine * sine));
    });
    return clamped(normalCdf(x) * normalCdf(y) + arc * byArc / (2 * Math.PI));
  }
  return clamped(highlyCorrelated(x, y, rho));
}

/** From the probability at correlation ±1 back to `rho`, with the singular part integrated in closed form. */
function highlyCorrelated(x: number, y: number, rho: number): number {
  if (rho < 0) return normalCdf(x) - bivariateNormalCdf(x, -y, -rho);
  const atOne = Math.min(normalCdf(x), normalCdf(y));
  const oneMinus = (1 - rho) * (1 + rho);
  if (oneMinus <= 0) return atOne;
  const product = x * y, gap = Math.abs(x - y), a = Math.sqrt(oneMinus);
  const c = (4 - product) / 8, d = (12 - product) / 16;
  let sum = 0;
  const exponent = -(gap * gap / oneMinus + product) / 2;
  if (exponent > -100) {
    sum = a * Math.exp(exponent) *
      (1 - c * (gap * gap - oneMinus) * (1 - d * gap * gap / 5) / 3 + c * d * oneMinus * oneMinus / 5);
  }
  if (product > -100) {
    sum -= Math.exp(-product / 2) * Math.sqrt(2 * Math.PI) * normalCdf(-gap / a) * gap *
      (1 - c * gap * gap * (1 - d * gap * gap / 5) / 3);
  }
  sum += a * integral((t) => {
    const xs = (a * t) ** 2, root = Math.sqrt(1 - xs);
    const inner = -(gap * gap / xs + product) / 2;
    if (inner <= -100) return 0;
    return Math.exp(inner) *
      (Math.exp(-product * (1 - root) / (2 * (1 + root))) / root - (1 + c * xs * (1 + d * xs)));
  });
  return atOne - sum / (2 * Math.PI);
}

function clamped(probability: number): number {
  return Math.min(1, Math.max(0, probability));
}
