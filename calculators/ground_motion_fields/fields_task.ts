/** The task that computes the ground motion fields of some ruptures. */
import { FieldComputer } from "../../hazard/ground_motion_field/field_computer.ts";
import type { FieldSettings } from "../../hazard/ground_motion_field/field_settings.ts";
import {
  type BetweenRows,
  BetweenTable,
  type FieldRows,
  FieldTable,
} from "../../hazard/ground_motion_field/field_table.ts";
import { type MotionRows, MotionTable } from "../../hazard/ground_motion_field/motion_table.ts";
import { SpatialCorrelation } from "../../hazard/ground_motion_field/spatial_correlation.ts";
import type { RuptureGeometries, RuptureTable } from "../../hazard/event_set/rupture_table.ts";
import { storedRupture } from "../../hazard/event_set/stored_rupture.ts";
import type { GroundMotionModel, ModelOptions } from "../../hazard/gsim/model.ts";
import { createModel } from "../../hazard/gsim/registry.ts";
import { PerilComputer } from "../../hazard/secondary_peril/peril_computer.ts";
import { createPeril } from "../../hazard/secondary_peril/registry.ts";
import type { MagnitudeDistances } from "../../hazard/site/integration_distance.ts";

/** Ruptures of one tectonic region type and source model path share models. */
export interface FieldGroup {
  /** in the order of the reference's branches, each with the realizations that use it */
  readonly models: readonly {
    readonly name: string;
    readonly options: ModelOptions;
    readonly realizations: readonly number[];
  }[];
  readonly maximumDistance: MagnitudeDistances;
  /** ruptures below have no fields */
  readonly minimumMagnitude: number;
}

/** What the tasks share; plain data. */
export interface FieldsContext {
  readonly settings: FieldSettings;
  readonly groups: readonly FieldGroup[];
  /** deviation within events over that between them, of models that give only the total */
  readonly withinOverBetween?: number;
  /** keep mean and deviations of each model, too */
  readonly keepsMotion: boolean;
}

/** Ruptures of one group with their surfaces (`geometry` counts among them) and the realizations of their events. */
export interface FieldsInput {
  readonly group: number;
  readonly ruptures: RuptureTable;
  readonly geometries: RuptureGeometries;
  /** of the events of one rupture after the other */
  readonly realizations: Uint16Array;
  readonly weight: number;
}

/** What is told of the ruptures with sites in reach, by column. */
export interface ComputedRuptures {
  readonly id: number[];
  /** km, the smallest */
  readonly rrup: number[];
  readonly seconds: number[];
  /** number of events, more of ruptures that many sites are near */
  readonly weight: number[];
}

export interface FieldsOutput {
  readonly fields: FieldRows;
  readonly between: BetweenRows;
  readonly motion?: MotionRows;
  readonly ruptures: ComputedRuptures;
  /** s */
  readonly seconds: number;
}

/** Prepares the task; the models of the first group are made at once, those of another when it first comes up. */
export function fieldsTask(context: FieldsContext): (input: FieldsInput) => Promise<FieldsOutput> {
  const { settings, groups, withinOverBetween, keepsMotion } = context, numImts = settings.imts.length;
  const spatialCorrelation = settings.spatialCorrelation &&
    new SpatialCorrelation(settings.sites, settings.spatialCorrelation);
  const computers = new Map<number, Promise<FieldComputer>>();
  let fields: FieldTable | undefined,
    motion: MotionTable | undefined,
    perils: Promise<PerilComputer> | undefined;

  async function makePerils(): Promise<PerilComputer> {
    const made = await Promise.all(settings.perils.map(({ name, options }) => createPeril(name, options)));
    return new PerilComputer(made, settings.sites, settings.imts, settings.leastOutputs);
  }

  async function makeModel(name: string, options: ModelOptions): Promise<GroundMotionModel> {
    const model = await createModel(name, options);
    if (model.hasSplitSigma || !withinOverBetween) return model;
    return createModel("ModifiableGMPE", {
      gmpe: { [name]: options },
      add_between_within_stds: { with_betw_ratio: withinOverBetween },
    });
  }

  async function makeComputer({ models, maximumDistance }: FieldGroup): Promise<FieldComputer> {
    const made = await Promise.all(models.map(async ({ name, options, realizations }) => ({
      model: await makeModel(name, options),
      realizations,
    })));
    return new FieldComputer(settings, made, maximumDistance, {
      spatialCorrelation,
      perils: await (perils ??= makePerils()),
      ...(keepsMotion && { onMotion: (found) => motion!.add(found) }),
    });
  }

  function computerOf(group: number): Promise<FieldComputer> {
    if (!computers.has(group)) computers.set(group, makeComputer(groups[group]));
    return computers.get(group)!;
  }
  if (groups.length > 0) computerOf(0).catch(() => {}); // told when its turn comes

  return async function computeFields({ group, ruptures, geometries, realizations }) {
    const computer = await computerOf(group);
    const start = performance.now();
    const numOutputs = (await perils!).numOutputs;
    const table = fields ??= new FieldTable(numImts + numOutputs), between = new BetweenTable(numImts);
    table.clear();
    motion = keepsMotion ? new MotionTable(settings.minimumIntensities) : undefined;
    const computed: ComputedRuptures = { id: [], rrup: [], seconds: [], weight: [] };
    for (let row = 0, event = 0; row < ruptures.size; row++) {
      const begin = performance.now(), numEvents = ruptures.occurrences[row];
      const ofEvents = realizations.subarray(event, event += numEvents);
      if (ruptures.mag[row] < groups[group].minimumMagnitude) continue;
      motion?.startRupture(ruptures.id[row]);
      const found = computer.compute(
        {
          rupture: storedRupture(ruptures, row, geometries),
          seed: ruptures.seed[row],
          bounds: {
            minLon: ruptures.minLon[row],
            minLat: ruptures.minLat[row],
            maxLon: ruptures.maxLon[row],
            maxLat: ruptures.maxLat[row],
          },
          firstEvent: ruptures.firstEvent[row],
          realizations: ofEvents,
        },
        table,
        between,
      );
      if (!found) continue;
      computed.id.push(ruptures.id[row]);
      computed.rrup.push(found.rrup);
      computed.seconds.push((performance.now() - begin) / 1000);
      computed.weight.push(numEvents * (1 + Math.floor(ruptures.numSites[row] / 100)));
    }
    return {
      fields: table.copy(),
      between,
      motion,
      ruptures: computed,
      seconds: (performance.now() - start) / 1000,
    };
  };
}
