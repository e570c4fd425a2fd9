/** What a volcano does to sites, which maps tell: no model follows it from shaking. */

/** The peril as a job names it. */
export const VOLCANIC = "Volcanic";

/** What comes down, by the name of its column, with the most that its intensity may be: ash has a load, others come or not. */
export const VOLCANIC_OUTPUTS: Readonly<Record<string, number>> = {
  ASH: Infinity,
  LAVA: 1,
  LAHAR: 1,
  PYRO: 1,
};
