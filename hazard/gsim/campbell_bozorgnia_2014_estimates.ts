/**
 * What Campbell and Bozorgnia (2014, see campbell_bozorgnia_2014.ts) expect of a site or a rupture where it is not known:
 * depths and the width of the rupture.
 */
import type { ContextBlock } from "./model.ts";

const RADIANS = Math.PI / 180;

/** Z2.5 in km expected from vs30 in m/s (equations 33 and 34). */
export function z2pt5FromVs30(vs30: number, isJapan: boolean): number {
  return isJapan ? Math.exp(5.359 - 1.102 * Math.log(vs30)) : Math.exp(7.089 - 1.144 * Math.log(vs30));
}

/** Depth of the rupture's top in km from magnitude and style: equations 4 and 5 of Chiou and Youngs (2014). */
export function estimatedZtor({ size, mag, rake }: ContextBlock): Float64Array {
  const reverse = Math.max(2.704 - 1.226 * Math.max(mag[0] - 5.849, 0), 0) ** 2;
  const other = Math.max(2.673 - 1.136 * Math.max(mag[0] - 4.97, 0), 0) ** 2;
  return Float64Array.from({ length: size }, (_, i) => rake[i] > 30 && rake[i] < 150 ? reverse : other);
}

/** Width of the rupture in km from magnitude, down to the bottom of the crust at most (equation 39). */
export function estimatedWidth({ size, mag, dip, ztor, zbot }: ContextBlock): Float64Array {
  const fromMagnitude = Math.sqrt(10 ** ((mag[0] - 4.07) / 0.98));
  return Float64Array.from({ length: size }, (_, i) => {
    const sinDip = Math.sin(dip[i] * RADIANS);
    return Math.abs(sinDip) > 0 ? Math.min(fromMagnitude, (zbot[i] - ztor[i]) / sinDip) : fromMagnitude;
  });
}

/** Hypocentral depth in km from magnitude, dip and the extent of the rupture (equations 35 to 37). */
export function estimatedHypoDepth({ size, mag, dip, ztor, width }: ContextBlock): Float64Array {
  const fM = mag[0] < 6.75 ? -4.317 + 0.984 * mag[0] : 2.325;
  return Float64Array.from({ length: size }, (_, i) => {
    const fDip = dip[i] <= 40 ? 0.0445 * (dip[i] - 40) : 0;
    const zBottom = ztor[i] + width[i] * Math.sin(dip[i] * RADIANS);
    if (!(zBottom > ztor[i])) return ztor[i];
    return ztor[i] + Math.exp(Math.min(fM + fDip, Math.log(0.9 * (zBottom - ztor[i]))));
  });
}
