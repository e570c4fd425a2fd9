/** Medians of a table at the distances of a block of contexts. */
import { logInto } from "../../kernels/elementary.ts";
import type { IntensityMeasureType } from "../imt.ts";
import { parseImt } from "../imt.ts";
import { MotionTable } from "./motion_table.ts";
import type { ContextBlock, DistanceParameter, GroundMotionModel } from "./model.ts";
import { type MotionHeader, readTableFile } from "./table_file.ts";

/** How medians go between the distances: the median with the distance, or the logarithm with that of the distance. */
export type DistanceScale = "linear" | "logarithmic";

/** A table as data: `levels[m][d * magnitudes.length + k]` is the median of `imts[m]`. */
export interface TableOfMotion extends MotionHeader {
  readonly levels: readonly (readonly number[] | Float64Array)[];
  /** total deviations like the levels, where `sigma` would not do */
  readonly deviations?: readonly (readonly number[])[];
}

/** As far beyond the last distance (km) it counts as the last one, as far beyond the first as the first. */
const MARGIN = 1e-3;
/** A distance of 0 on a logarithmic scale, km. */
const NEAREST = 1e-5;
/** What the reference engine takes beyond the last distance. */
const LN_NOTHING = Math.log(1e-20);

/** A table with the distances of the contexts of a block located in it. */
export class TabulatedMotion {
  readonly imtFamilies: readonly string[];
  readonly metric: DistanceParameter;
  readonly #table: MotionTable;
  readonly #deviations?: MotionTable;
  readonly #scale: DistanceScale;
  /** knots: distances, or their logarithms */
  readonly #knots: Float64Array;
  readonly #distances: Float64Array;
  readonly #lnLevels = new Map<Float64Array, Float64Array>();
  #left = new Uint16Array();
  #weight = new Float64Array();
  #size = 0;

  constructor({ levels, deviations, ...data }: TableOfMotion, scale: DistanceScale) {
    this.metric = data.metric;
    this.imtFamilies = [...new Set(data.imts.map((imt) => parseImt(imt).family))];
    this.#table = new MotionTable({ ...data, sigma: data.sigma ?? [] }, levels);
    if (deviations) this.#deviations = new MotionTable({ ...data, sigma: [] }, deviations);
    this.#scale = scale;
    const nearest = scale === "linear" ? 0 : NEAREST;
    this.#distances = Float64Array.from(data.distances, (distance) => Math.max(distance, nearest));
    this.#knots = scale === "linear" ? this.#distances : this.#distances.map(Math.log);
  }

  /** Locates the first `size` distances (km), to be used until the next call. */
  locate(distances: Float64Array, size: number): void {
    if (this.#left.length < size) {
      this.#left = new Uint16Array(size);
      this.#weight = new Float64Array(size);
    }
    this.#size = size;
    const ends = this.#distances, knots = this.#knots, last = knots.length - 1;
    for (let i = 0; i < size; i++) {
      const x = distances[i];
      if (!(x > ends[0])) [this.#left[i], this.#weight[i]] = [0, 0];
      else if (x >= ends[last]) {
        [this.#left[i], this.#weight[i]] = [last - 1, x > ends[last] + MARGIN ? Infinity : 1];
      } else {
        const left = indexOf(ends, x);
        const place = this.#scale === "linear" ? x : Math.log(x);
        this.#left[i] = left;
        this.#weight[i] = left === 0 && this.#scale === "linear" && x < ends[0] + MARGIN
          ? 0
          : (place - knots[left]) / (knots[left + 1] - knots[left]);
      }
    }
  }

  /**
   * ln of the median at the located distances into `out`.
   * @throws RangeError for a magnitude below or a measure outside of the table
   */
  lnMedianInto(imt: IntensityMeasureType, mag: number, out: Float64Array): void {
    const levels = this.#table.levels(imt, mag);
    const isLinear = this.#scale === "linear";
    const ordinates = isLinear ? levels : this.#logarithms(levels);
    for (let i = 0; i < this.#size; i++) {
      const left = this.#left[i], weight = this.#weight[i];
      if (weight === Infinity) out[i] = isLinear ? 1 : LN_NOTHING;
      else out[i] = ordinates[left] + weight * (ordinates[left + 1] - ordinates[left]);
    }
    if (!isLinear) return;
    logInto(out, out, this.#size);
    for (let i = 0; i < this.#size; i++) if (this.#weight[i] === Infinity) out[i] = LN_NOTHING;
  }

  /** Total standard deviation at the located distances into `out`. */
  sigmaInto(imt: IntensityMeasureType, mag: number, out: Float64Array): void {
    if (!this.#deviations) {
      out.fill(this.#table.sigma(imt), 0, this.#size);
      return;
    }
    const deviations = this.#deviations.levels(imt, mag);
    for (let i = 0; i < this.#size; i++) {
      const left = this.#left[i], weight = Math.min(this.#weight[i], 1);
      out[i] = deviations[left] + weight * (deviations[left + 1] - deviations[left]);
    }
  }

  #logarithms(levels: Float64Array): Float64Array {
    let logarithms = this.#lnLevels.get(levels);
    if (!logarithms) this.#lnLevels.set(levels, logarithms = levels.map(Math.log));
    return logarithms;
  }
}

/** Position of the last of increasing numbers that is not above `x`, which lies between the first and the last. */
function indexOf(numbers: Float64Array, x: number): number {
  let low = 0, high = numbers.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (numbers[middle] <= x) low = middle;
    else high = middle;
  }
  return low;
}

/** The name of a table of ours that the reference's path to an hdf5 file stands for. */
export function tableName(path: string): string {
  return path.replace(/^.*\//, "").replace(/\.hdf5$/, "");
}

/** The table `name` of the folder tables/. */
export async function readTabulatedMotion(name: string, scale: DistanceScale): Promise<TabulatedMotion> {
  const { header, values } = await readTableFile<MotionHeader>(name, ({ distances, magnitudes }) => ({
    rows: distances.length,
    columns: magnitudes.length,
  }));
  const size = header.distances.length * header.magnitudes.length;
  const levels = header.imts.map((_, m) => values.subarray(m * size, (m + 1) * size));
  return new TabulatedMotion({ ...header, levels }, scale);
}

/** A model that is nothing but a table with its total deviation. */
export function tableModel(
  name: string,
  tectonicRegionType: string,
  motion: TabulatedMotion,
): GroundMotionModel {
  const { metric, imtFamilies } = motion;
  return {
    name,
    tectonicRegionType,
    imtFamilies,
    requires: { rupture: ["mag"], distances: [metric], sites: [] },
    hasSplitSigma: false,
    compute(contexts: ContextBlock, imts, out) {
      motion.locate(contexts[metric], contexts.size);
      imts.forEach((imt, row) => {
        motion.lnMedianInto(imt, contexts.mag[0], out.mean[row]);
        motion.sigmaInto(imt, contexts.mag[0], out.sigma[row]);
      });
    },
  };
}
