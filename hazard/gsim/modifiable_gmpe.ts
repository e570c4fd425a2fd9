/**
 * ModifiableGMPE: a model with changes that the other options stand for, applied in the order in which they are given;
 * and models around another one (`gmpe_name`) with one such change.
 */
import { groundMotionBuffers } from "../context_block.ts";
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import type { ConditionalModel } from "./conditional_model.ts";
import { createConditionalModel } from "./conditional_models.ts";
import type {
  CompositeFactories,
  CompositeFactory,
  ContextBlock,
  GroundMotion,
  GroundMotionModel,
  ModelOption,
  ModelOptions,
} from "./model.ts";
import { withParts } from "./model.ts";
import { type Modifier, modifiers, type MotionRow } from "./modifiers.ts";
import { unionOfRequirements } from "./requirements.ts";
import { siteModifiers } from "./site_modifiers.ts";
import { swissModifiers } from "./swiss_amplification.ts";

const MODIFIERS = { ...modifiers, ...siteModifiers, ...swissModifiers };
/** The option that predicts measures from others, by id of the measure. */
const CONDITIONAL = "conditional_gmpe";

/** A change by a modifier, or the prediction of some measures (by id) from those of the model below. */
type Step = Modifier | ReadonlyMap<string, ConditionalModel>;

function isModifier(step: Step): step is Modifier {
  return "apply" in step;
}

/** A model with changes. */
export class ModifiableModel implements GroundMotionModel {
  readonly tectonicRegionType: string;
  readonly imtFamilies: readonly string[];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma: boolean;
  readonly componentOf: string;
  readonly #base: GroundMotionModel;
  readonly #steps: readonly Step[];
  readonly #modifiers: readonly Modifier[];
  /** models of measures that are predicted from others, by id of the measure */
  readonly #conditional: ReadonlyMap<string, ConditionalModel>;
  readonly #needsParts: boolean;

  /** @throws RangeError if a change needs deviations that the model does not define */
  constructor(readonly name: string, base: GroundMotionModel, steps: readonly Step[]) {
    this.#base = base;
    this.#steps = steps;
    this.#modifiers = steps.filter(isModifier);
    this.#conditional = new Map(steps.flatMap((step) => isModifier(step) ? [] : [...step]));
    const conditional = [...this.#conditional];
    if (this.#modifiers.some(({ parts }) => parts === "read") && !base.hasSplitSigma) {
      throw new RangeError(`${base.name} has no deviations between and within events to be changed`);
    }
    this.tectonicRegionType = base.tectonicRegionType;
    const predicted = conditional.map(([id]) => parseImt(id).family);
    this.imtFamilies = base.imtFamilies.length ? [...new Set([...base.imtFamilies, ...predicted])] : [];
    this.requires = unionOfRequirements([
      base.requires,
      ...this.#modifiers.map(({ requires }) => requires ?? {}),
      ...conditional.map(([, { requires }]) => requires),
    ]);
    this.hasSplitSigma = base.hasSplitSigma || this.#modifiers.some(({ parts }) => parts === "made");
    this.componentOf = base.componentOf ?? base.name;
    this.#needsParts = conditional.length > 0 || this.#modifiers.some(({ parts }) => parts !== undefined);
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size } = contexts;
    const whole = this.#needsParts ? withParts(out, size) : out;
    const rock = this.#onRock(contexts);
    const own = imts.flatMap((imt, row) => this.#isOwn(imt) ? [row] : []);
    if (own.length > 0) this.#base.compute(rock, own.map((row) => imts[row]), rowsOf(whole, own));
    for (const { prepare } of this.#modifiers) {
      prepare?.(contexts, (imt, vs30, mean) => {
        const buffers = groundMotionBuffers(1, size);
        this.#base.compute(withVs30(contexts, vs30), [imt], { ...buffers, mean: [mean.fill(0, 0, size)] });
      });
    }
    for (const step of this.#steps) {
      if (isModifier(step)) imts.forEach((imt, row) => step.apply(imt, contexts, rowOf(whole, row)));
      else this.#predict(step, contexts, rock, imts, whole);
    }
  }

  /** Whether the model below predicts a measure itself. */
  #isOwn({ id, family }: IntensityMeasureType): boolean {
    const { imtFamilies } = this.#base;
    return !this.#conditional.has(id) || imtFamilies.length === 0 || imtFamilies.includes(family);
  }

  /** The contexts for sites on rock, if a site term is added to the motion there. */
  #onRock(contexts: ContextBlock): ContextBlock {
    const velocities = this.#modifiers.flatMap(({ rockVs30 }) => rockVs30 ?? []);
    return velocities.length ? withVs30(contexts, Math.max(...velocities)) : contexts;
  }

  /** Predicts the measures of conditional models. */
  #predict(
    conditional: ReadonlyMap<string, ConditionalModel>,
    contexts: ContextBlock,
    rock: ContextBlock,
    imts: readonly IntensityMeasureType[],
    out: GroundMotion,
  ): void {
    imts.forEach((imt, row) => {
      const model = conditional.get(imt.id);
      if (!model) return;
      const base = groundMotionBuffers(model.given.length, contexts.size);
      this.#base.compute(rock, model.given, base);
      model.compute(contexts, imt, base, out, row);
    });
  }
}

/** Some of the rows of `motion`. */
function rowsOf(motion: GroundMotion, rows: readonly number[]): GroundMotion {
  const pick = (all: Float64Array[]) => rows.map((row) => all[row]);
  const { mean, sigma, tau, phi } = motion;
  return { ...motion, mean: pick(mean), sigma: pick(sigma), tau: pick(tau), phi: pick(phi) };
}

function rowOf({ mean, sigma, tau, phi }: GroundMotion, row: number): MotionRow {
  return { mean: mean[row], sigma: sigma[row], tau: tau[row], phi: phi[row] };
}

/** The contexts as if all sites had the same vs30 (m/s). */
function withVs30(contexts: ContextBlock, vs30: number): ContextBlock {
  return { ...contexts, vs30: new Float64Array(contexts.size).fill(vs30) };
}

/**
 * The name and the options of a model written as a table with one entry, `Name = {}`.
 * @throws TypeError for anything else
 */
function readModel(name: string, option: string, value: ModelOption | undefined): [string, ModelOptions] {
  const entries = typeof value === "object" ? Object.entries(value) : [];
  if (entries.length !== 1 || typeof entries[0][1] !== "object") {
    throw new TypeError(`option ${option} of ${name}: expected one model, for instance ${option}.Name = {}`);
  }
  return entries[0] as [string, ModelOptions];
}

/** The models of the option conditional_gmpe. */
async function readConditional(name: string, value: ModelOptions): Promise<Map<string, ConditionalModel>> {
  const models = new Map<string, ConditionalModel>();
  for (const [text, table] of Object.entries(value)) {
    const { id, family } = parseImt(text);
    const [inner, options] = readModel(name, "gmpe", (table as ModelOptions).gmpe);
    const model = await createConditionalModel(inner, options);
    if (!model.imtFamilies.includes(family)) throw new RangeError(`${inner} does not predict ${id}`);
    models.set(id, model);
  }
  return models;
}

const modifiable = (name: string): CompositeFactory => async ({ gmpe, ...changes }, createModel) => {
  const base = await createModel(...readModel(name, "gmpe", gmpe));
  const steps: Step[] = [];
  for (const [option, value] of Object.entries(changes)) {
    if (option !== CONDITIONAL && !Object.hasOwn(MODIFIERS, option)) {
      const known = [CONDITIONAL, ...Object.keys(MODIFIERS)].sort().join(", ");
      throw new TypeError(`${name} has no option ${option}, its options: gmpe, ${known}`);
    }
    if (typeof value !== "object" || Array.isArray(value)) {
      throw new TypeError(`option ${option} of ${name} must be a table, for instance ${option} = {}`);
    }
    const options = value as ModelOptions;
    steps.push(
      option === CONDITIONAL
        ? await readConditional(name, options)
        : MODIFIERS[option](`${name}.${option}`, options),
    );
  }
  return new ModifiableModel(name, base, steps);
};

/** A model of its own for one change, around the model `gmpe_name` with the other options. */
function around(name: string, modifier: string, fixed: ModelOptions = {}): CompositeFactories {
  return {
    [name]: async ({ gmpe_name, ...own }, createModel) => {
      if (typeof gmpe_name !== "string") throw new TypeError(`${name} needs gmpe_name, the name of a model`);
      return new ModifiableModel(name, await createModel(gmpe_name, own), [MODIFIERS[modifier](name, fixed)]);
    },
  };
}

export const models: CompositeFactories = {
  ModifiableGMPE: modifiable("ModifiableGMPE"),
  ...around("BA08SiteTerm", "ba08_site_term"),
  ...around("BSSA14SiteTerm", "bssa14_site_term"),
  ...around("CB14BasinTerm", "cb14_basin_term"),
  ...around("CY14SiteTerm", "cy14_site_term"),
  ...around("M9BasinTerm", "m9_basin_term"),
  ...around("NRCan15SiteTerm", "nrcan15_site_term"),
  ...around("NRCan15SiteTermLinear", "nrcan15_site_term", { kind: "linear" }),
  NGAEastAUS23_vs3000: (options, createModel) => {
    const gmpe = { NGAEastAUS2023GMPE: { table_relpath: "NGA-East_Backbone_Model.geometric.3000.mps.hdf5" } };
    const ceus2020_site_term = { ref_vs30: 3000, wimp: 0 };
    return modifiable("NGAEastAUS23_vs3000")({ gmpe, ceus2020_site_term, ...options }, createModel);
  },
};
