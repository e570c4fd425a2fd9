/** Ratio of vertical to horizontal motion by Bozorgnia and Campbell (2016), see vertical_ratio.ts. */
import { models as vertical } from "./bozorgnia_campbell_2016.ts";
import { models as horizontal } from "./campbell_bozorgnia_2014.ts";
import type { ModelFactories } from "./model.ts";
import { ratioModel } from "./vertical_ratio.ts";

/** By the end of the name, that of the horizontal model. */
const HORIZONTAL: Readonly<Record<string, string>> = {
  "": "",
  HighQ: "HighQ",
  LowQ: "LowQ",
  AveQJapanSite: "JapanSite",
  HighQJapanSite: "HighQJapanSite",
  LowQJapanSite: "LowQJapanSite",
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(HORIZONTAL).map(([suffix, ofHorizontal]) => {
    const name = `BozorgniaCampbell2016${suffix}VH`;
    return [
      name,
      ratioModel(
        name,
        vertical[`BozorgniaCampbell2016${suffix}`],
        horizontal[`CampbellBozorgnia2014${ofHorizontal}`],
      ),
    ];
  }),
);
