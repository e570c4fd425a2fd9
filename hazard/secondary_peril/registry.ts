/** All secondary perils by name. */
import { perils as geospatialLiquefaction } from "./geospatial_liquefaction.ts";
import { perils as hazus } from "./hazus.ts";
import { perils as landslideProbability } from "./landslide_probability.ts";
import type { PerilFactory, PerilOptions, SecondaryPeril } from "./peril.ts";
import { perils as slopeDisplacement } from "./slope_displacement.ts";
import { perils as todorovicSilva2022 } from "./todorovic_silva_2022.ts";

const PERILS: Readonly<Record<string, PerilFactory>> = {
  ...geospatialLiquefaction,
  ...hazus,
  ...landslideProbability,
  ...slopeDisplacement,
  ...todorovicSilva2022,
};

/** The names of all of them. */
export const perilNames: readonly string[] = Object.keys(PERILS).sort();

/** Makes a peril. @throws RangeError for a name or options that there are not */
export async function createPeril(name: string, options: PerilOptions = {}): Promise<SecondaryPeril> {
  if (!Object.hasOwn(PERILS, name)) {
    throw new RangeError(`unknown secondary peril "${name}", expected one of ${perilNames.join(", ")}`);
  }
  return await PERILS[name](options);
}

/** Names of the columns that perils give fields. */
export function outputNames(perils: readonly SecondaryPeril[]): string[] {
  return perils.flatMap(({ name, outputs }) => outputs.map((output) => `${name}_${output}`));
}
