/**
 * Chapman, M. C. and Guo, Z. (2021). A response spectral ratio model to account for amplification and attenuation effects
 * in the Atlantic and Gulf coastal plain. Bull. Seismol. Soc. Am. 111(4), 1849-1867,
 * https://doi.org/10.1785/0120200322: ratios by depth of sediments, magnitude and distance.
 */
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import { placeAmong } from "../interpolation.ts";
import { readTableFile } from "./table_file.ts";

interface Header {
  readonly step: number;
  /** of the sediments, km */
  readonly depths: readonly number[];
  readonly magnitudes: readonly number[];
  /** km */
  readonly distances: readonly number[];
  readonly imts: readonly string[];
}

/** Sites without a known depth of sediments have this one. */
const UNKNOWN = -999;
/** Depth (km) over which the reference site changes. */
const DEPTH_SCALE = 2;

/** How much of the terms for deep sediments a site gets, between 0 and 1. */
export function sedimentFactor(depth: number): number {
  return depth === UNKNOWN ? 0 : (1 - Math.exp(-depth / DEPTH_SCALE)) ** 4;
}

/** The ratios of the coastal plain. */
export class CoastalPlain {
  readonly #header: Header;
  readonly #values: Float64Array;
  readonly #rowOf: ReadonlyMap<string, number>;

  private constructor(header: Header, values: Float64Array) {
    this.#header = header;
    this.#values = values;
    this.#rowOf = new Map(header.imts.map((imt, row) => [parseImt(imt).id, row]));
  }

  /** Reads the ratios. */
  static async read(): Promise<CoastalPlain> {
    const { header, values } = await readTableFile<Header>(
      "chapman_guo_2021",
      ({ magnitudes, distances }) => ({ rows: magnitudes.length, columns: distances.length }),
    );
    return new CoastalPlain(header, values);
  }

  /**
   * ln of the ratio by depth of sediments and distance (km), for a measure and a magnitude.
   * @throws RangeError if there are no ratios for the measure
   */
  lnRatio(imt: IntensityMeasureType, mag: number): (depth: number, distance: number) => number {
    const { depths, magnitudes, distances } = this.#header;
    const row = this.#rowOf.get(imt.id);
    if (row === undefined) throw new RangeError(`there are no ratios of the coastal plain for ${imt.id}`);
    const values = this.#values;
    const [m, mWeight] = placeAmong(magnitudes, mag);
    return (depth, distance) => {
      if (depth === UNKNOWN) return 0;
      const [z, zWeight] = placeAmong(depths, depth), [r, rWeight] = placeAmong(distances, distance);
      const between = (lower: number, upper: number, weight: number) => lower + weight * (upper - lower);
      const alongDistance = (zIndex: number, mIndex: number) => {
        const start = ((row * depths.length + zIndex) * magnitudes.length + mIndex) * distances.length + r;
        return between(values[start], values[start + 1], rWeight);
      };
      const alongMagnitude = (zIndex: number) =>
        between(alongDistance(zIndex, m), alongDistance(zIndex, m + 1), mWeight);
      return Math.log(between(alongMagnitude(z), alongMagnitude(z + 1), zWeight));
    };
  }
}
