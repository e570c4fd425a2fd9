/** Changes of the median and of the standard deviations that another model computed, as options of ModifiableGMPE. */
import type { IntensityMeasureType } from "../imt.ts";
import { phiModel, SIGMA_MODELS, tauModel } from "./al_atik_2015.ts";
import { type CoefficientData, CoefficientTable } from "./coefficients.ts";
import type { ContextBlock, GroundMotionModel, ModelOption, ModelOptions } from "./model.ts";
import { readChoice, readOptions } from "./options.ts";
import { siteToSitePhi } from "./stewart_2019_panel.ts";

/** The rows of one intensity measure. */
export interface MotionRow {
  readonly mean: Float64Array;
  readonly sigma: Float64Array;
  readonly tau: Float64Array;
  readonly phi: Float64Array;
}

/** Computes the mean of the model below for sites of the given vs30 (m/s) into `out`. */
export type MeanOnRock = (imt: IntensityMeasureType, vs30: number, out: Float64Array) => void;

/** A change of what a model computed. */
export interface Modifier {
  /** columns beyond those of the model */
  readonly requires?: Partial<GroundMotionModel["requires"]>;
  /** m/s: the model is computed for sites of this vs30 */
  readonly rockVs30?: number;
  /** tau and phi: "read" if the model must define them, "made" if they are defined afterwards */
  readonly parts?: "read" | "made";
  /** Called once for each block, before `apply`. */
  prepare?(contexts: ContextBlock, meanOnRock: MeanOnRock): void;
  /** @throws RangeError if there is nothing to apply for the measure, or the result is no deviation */
  apply(imt: IntensityMeasureType, contexts: ContextBlock, row: MotionRow): void;
}

/** Makes a modifier from the table that is the value of the option `name`. */
export type ModifierFactory = (name: string, options: ModelOptions) => Modifier;

/** A number that must be given. */
function readNumber(name: string, options: ModelOptions, key: string): number {
  const value = readOptions(name, options, { [key]: null })[key];
  if (typeof value !== "number") throw new TypeError(`${name} needs the number ${key}`);
  return value;
}

/** Numbers by intensity measure, which must be given. */
function readNumbers(name: string, options: ModelOptions, key: string): [imt: string, value: number][] {
  const value = readOptions(name, options, { [key]: null })[key];
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  if (entries.length === 0 || entries.some(([, number]) => typeof number !== "number")) {
    throw new TypeError(`${name} needs ${key}, a table with a number for each intensity measure type`);
  }
  return entries as [string, number][];
}

/** Numbers by intensity measure as coefficients, interpolated between periods. */
function readTable(name: string, options: ModelOptions, key: string): (imt: IntensityMeasureType) => number {
  const numbers = readNumbers(name, options, key);
  const data: CoefficientData = {
    columns: ["value"],
    imts: numbers.map(([imt]) => imt),
    rows: numbers.map(([, value]) => [value]),
  };
  const table = new CoefficientTable<"value">(data);
  return (imt) => table.get(imt).value;
}

/** A row with `change` applied to each of its first `size` entries. */
function map(row: Float64Array, size: number, change: (value: number) => number): void {
  for (let i = 0; i < size; i++) row[i] = change(row[i]);
}

const addToMedian = (valueOf: (imt: IntensityMeasureType) => number): Modifier => ({
  apply(imt, { size }, { mean }) {
    const shift = Math.log(valueOf(imt));
    map(mean, size, (value) => value + shift);
  },
});

const scaleSigma = (factorOf: (imt: IntensityMeasureType) => number): Modifier => ({
  apply(imt, { size }, { sigma }) {
    const factor = factorOf(imt);
    map(sigma, size, (value) => value * factor);
  },
});

/** A deviation with the variance of `delta` added, or taken away where delta is negative. */
function addVariance(name: string, delta: number, row: Float64Array, size: number): void {
  const variance = Math.sign(delta) * delta ** 2;
  map(row, size, (value) => {
    const sum = value * value + variance;
    if (sum < 0) {
      throw new RangeError(`${name}: delta ${delta} takes away more than the deviation ${value} has`);
    }
    return Math.sqrt(sum);
  });
}

/** Adds the variance of `delta` to a deviation; the total follows those between and within events. */
function addDelta(
  name: string,
  quantity: "sigma" | "tau" | "phi",
  deltaOf: (imt: IntensityMeasureType) => number,
): Modifier {
  return {
    parts: quantity === "sigma" ? undefined : "read",
    apply(imt, { size }, row) {
      addVariance(name, deltaOf(imt), row[quantity], size);
      if (quantity === "sigma") return;
      for (let i = 0; i < size; i++) row.sigma[i] = Math.sqrt(row.tau[i] ** 2 + row.phi[i] ** 2);
    },
  };
}

const deltaScalar = (quantity: "sigma" | "tau" | "phi"): ModifierFactory => (name, options) => {
  const delta = readNumber(name, options, "delta");
  return addDelta(name, quantity, () => delta);
};

/** Deltas are not interpolated between periods. */
const deltaVector = (quantity: "sigma" | "tau" | "phi"): ModifierFactory => (name, options) => {
  const deltas = new Map(readNumbers(name, options, "delta"));
  return addDelta(name, quantity, ({ id }) => {
    const delta = deltas.get(id);
    if (delta === undefined) throw new RangeError(`${name} has no delta for ${id}`);
    return delta;
  });
};

/** Splits the total deviation by the ratio of that within events to that between events. */
const addParts: ModifierFactory = (name, options) => {
  const ratio = readNumber(name, options, "with_betw_ratio");
  return {
    parts: "made",
    apply(_imt, { size }, { sigma, tau, phi }) {
      for (let i = 0; i < size; i++) {
        tau[i] = Math.sqrt(sigma[i] ** 2 / (1 + ratio ** 2));
        phi[i] = ratio * tau[i];
      }
    },
  };
};

/** Fixes the event term at a number of its deviations; the deviation within events is left. */
const fixEventTerm: ModifierFactory = (name, options) => {
  const epsilon = readNumber(name, options, "epsilon_tau");
  return {
    parts: "read",
    apply(_imt, { size }, { mean, sigma, tau, phi }) {
      for (let i = 0; i < size; i++) {
        mean[i] += epsilon * tau[i];
        tau[i] = 0;
        sigma[i] = phi[i];
      }
    },
  };
};

/** The total deviation is that between events with the variance of `delta` added. */
const totalFromTau: ModifierFactory = (name, options) => {
  const delta = readNumber(name, options, "delta");
  return {
    parts: "read",
    apply(_imt, { size }, { sigma, tau }) {
      sigma.set(tau.subarray(0, size));
      addVariance(name, delta, sigma, size);
    },
  };
};

/** The deviations of Al Atik (2015), with the site-to-site part of Stewart et al. (2019) if ergodic. */
const alAtik2015: ModifierFactory = (name, given) => {
  const defaults = {
    ergodic: true,
    tau_model: "global",
    phi_model: "global",
    tau_quantile: null,
    phi_ss_quantile: null,
  };
  const options = readOptions(name, given, defaults);
  const tauAt = tauModel(
    readChoice(name, "tau_model", options.tau_model, SIGMA_MODELS),
    readQuantile(name, "tau_quantile", options.tau_quantile),
  );
  const phiAt = phiModel(
    readChoice(name, "phi_model", options.phi_model, SIGMA_MODELS),
    readQuantile(name, "phi_ss_quantile", options.phi_ss_quantile),
  );
  return {
    requires: options.ergodic ? { sites: ["vs30"] } : {},
    parts: "made",
    apply(imt, { size, mag, vs30 }, { sigma, tau, phi }) {
      const between = tauAt(imt, mag[0]), singleStation = phiAt(imt, mag[0]);
      const siteToSite = options.ergodic ? siteToSitePhi(imt) : () => 0;
      for (let i = 0; i < size; i++) {
        const variance = singleStation ** 2 + siteToSite(vs30[i]) ** 2;
        tau[i] = between;
        phi[i] = Math.sqrt(variance);
        sigma[i] = Math.sqrt(between ** 2 + variance);
      }
    },
  };
};

/**
 * A quantile between 0 and 1, or null for the mean.
 * @throws RangeError for anything else
 */
export function readQuantile(model: string, name: string, value: ModelOption | null): number | null {
  if (value === null || (typeof value === "number" && value > 0 && value < 1)) return value;
  throw new RangeError(`option ${name} of ${model}: expected a number between 0 and 1, got ${value}`);
}

/** The modifiers of mean and deviations by the name of the option that asks for them. */
export const modifiers: Readonly<Record<string, ModifierFactory>> = {
  add_between_within_stds: addParts,
  add_delta_to_phi_std_scalar: deltaScalar("phi"),
  add_delta_to_phi_std_vector: deltaVector("phi"),
  add_delta_to_tau_std_scalar: deltaScalar("tau"),
  add_delta_to_tau_std_vector: deltaVector("tau"),
  add_delta_to_total_std_scalar: deltaScalar("sigma"),
  add_delta_to_total_std_vector: deltaVector("sigma"),
  set_between_epsilon: fixEventTerm,
  set_fixed_total_sigma: (name, options) => {
    const sigmaOf = readTable(name, options, "total_sigma");
    return { apply: (imt, { size }, { sigma }) => void sigma.fill(sigmaOf(imt), 0, size) };
  },
  set_scale_median_scalar: (name, options) => {
    const factor = readNumber(name, options, "scaling_factor");
    return addToMedian(() => factor);
  },
  set_scale_median_vector: (name, options) => addToMedian(readTable(name, options, "scaling_factor")),
  set_scale_total_sigma_scalar: (name, options) => {
    const factor = readNumber(name, options, "scaling_factor");
    return scaleSigma(() => factor);
  },
  set_scale_total_sigma_vector: (name, options) => scaleSigma(readTable(name, options, "scaling_factor")),
  set_total_std_as_tau_plus_delta: totalFromTau,
  sigma_model_alatik2015: alAtik2015,
};
