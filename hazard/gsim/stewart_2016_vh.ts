/**
 * Ratio of vertical to horizontal motion by Stewart et al. (2016) and Boore et al. (2014), with the correlations of
 * vertical_ratio.ts.
 */
import { models as horizontal } from "./boore_2014.ts";
import type { ModelFactories } from "./model.ts";
import { models as vertical } from "./stewart_2016.ts";
import { ratioModel } from "./vertical_ratio.ts";

/** By the end of the name, the ends of those of the models of both components. */
const COMPONENTS: Readonly<Record<string, readonly [vertical: string, horizontal: string]>> = {
  "": ["", ""],
  RegCHN: ["RegCHN", "HighQ"],
  RegJPN: ["RegJPN", "LowQ"],
  NoSOF: ["NoSOF", "NoSOF"],
  RegCHNNoSOF: ["CHNNoSOF", "HighQNoSOF"],
  RegJPNNoSOF: ["JPNNoSOF", "LowQNoSOF"],
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(COMPONENTS).map(([suffix, [ofVertical, ofHorizontal]]) => {
    const name = `StewartEtAl2016${suffix}VH`;
    return [
      name,
      ratioModel(
        name,
        vertical[`StewartEtAl2016${ofVertical}`],
        horizontal[`BooreEtAl2014${ofHorizontal}`],
      ),
    ];
  }),
);
