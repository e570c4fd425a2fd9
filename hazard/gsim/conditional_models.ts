/** All conditional models by name; a module is imported when a job first uses one of its models. */
import type { ConditionalModel, ConditionalModelFactories } from "./conditional_model.ts";
import type { ModelOptions } from "./model.ts";

type ModelModule = () => Promise<{ conditionalModels: ConditionalModelFactories }>;

/** module → the names it exports */
const MODULES: readonly [ModelModule, readonly string[]][] = [
  [() => import("./abrahamson_bhasin_2020.ts"), [
    "AbrahamsonBhasin2020",
    "AbrahamsonBhasin2020PGA",
    "AbrahamsonBhasin2020SA1",
  ]],
  [() => import("./macedo_2019.ts"), ["MacedoEtAl2019SInter", "MacedoEtAl2019SSlab"]],
];

/**
 * Makes the conditional model `name` with `options`.
 * @throws RangeError for an unknown name, what the model's factory throws for bad options
 */
export async function createConditionalModel(
  name: string,
  options: ModelOptions = {},
): Promise<ConditionalModel> {
  const [load] = MODULES.find(([, names]) => names.includes(name)) ?? [];
  if (!load) {
    const known = MODULES.flatMap(([, names]) => names).join(", ");
    throw new RangeError(`unknown conditional model "${name}", expected one of ${known}`);
  }
  return (await load()).conditionalModels[name](options);
}
