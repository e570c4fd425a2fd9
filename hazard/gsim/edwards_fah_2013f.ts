/** Edwards and Fäh (2013) for the foreland of the Swiss Alps, see edwards_fah_2013.ts, by stress drop in bar. */
import { CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/edwards_fah_2013f.json" with { type: "json" };
import { type Adjustment, boundedDistance, stochasticModel } from "./edwards_fah_2013.ts";
import type { ModelFactories } from "./model.ts";

const { bars3, ...motions } = tables;

const DISTANCE = boundedDistance([-2.067, 11.92], [-0.291, 3.48]);

/** What 3 bar differ from 10 bar. */
const LOWER_DROP = new CoefficientTable<
  `c${1 | 2 | 3 | 4 | 5}` | `cmag${35 | 4 | 41 | 5 | 51 | 6}`
>(bars3);

const toLowerDrop: Adjustment = (imt, m, r) => {
  const c = LOWER_DROP.get(imt);
  const [offset, slope] = m <= 4 ? [c.cmag35, c.cmag4] : m <= 5 ? [c.cmag41, c.cmag5] : [c.cmag51, c.cmag6];
  return offset + slope * m - (c.c1 + c.c2 * r + c.c3 * r ** 2 + c.c4 * r ** 3 + c.c5 * r ** 4);
};

export const models: ModelFactories = {
  ...Object.fromEntries(
    Object.entries(motions).map(([key, table]) => {
      const name = `EdwardsFah2013Foreland${key.replace("bars", "")}Bars`;
      return [name, stochasticModel(name, table, DISTANCE)];
    }),
  ),
  EdwardsFah2013Foreland3Bars: stochasticModel(
    "EdwardsFah2013Foreland3Bars",
    motions.bars10,
    DISTANCE,
    toLowerDrop,
  ),
};
