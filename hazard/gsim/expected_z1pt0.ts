/**
 * Depth to a shear-wave velocity of 1 km/s (Z1.0) expected from vs30: Chiou, B. S.-J. and Youngs, R. R. (2014). Earthquake
 * Spectra 30(3), 1117-1153. DOI 10.1193/072813EQS219M.
 */
import { expInto, logInto } from "../../kernels/elementary.ts";

/** Z1.0 in m expected from vs30 in m/s, California (equation 1), for each site into `out`. */
export function californiaZ1pt0(vs30: Float64Array, out: Float64Array, size: number): void {
  const v4 = 570.94 ** 4, rock = 1360 ** 4 + v4;
  for (let i = 0; i < size; i++) {
    const squared = vs30[i] * vs30[i];
    out[i] = (squared * squared + v4) / rock;
  }
  logInto(out, out, size);
  for (let i = 0; i < size; i++) out[i] *= -7.15 / 4;
  expInto(out, out, size);
}

/** Z1.0 in m expected from vs30 in m/s, Japan (equation 2), for each site into `out`. */
export function japanZ1pt0(vs30: Float64Array, out: Float64Array, size: number): void {
  const v2 = 412.39 ** 2, rock = 1360 ** 2 + v2;
  for (let i = 0; i < size; i++) out[i] = (vs30[i] * vs30[i] + v2) / rock;
  logInto(out, out, size);
  for (let i = 0; i < size; i++) out[i] *= -5.23 / 2;
  expInto(out, out, size);
}
