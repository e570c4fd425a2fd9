/**
 * All ground-motion models by name. A module is imported when a job first uses one of its models, so start-up
 * pays only for what a job needs.
 */
import type { GroundMotionModel, ModelOptions } from "./model.ts";
import { MODEL_MODULES, type ModelModule } from "./model_modules.ts";
import { readMixture } from "./options.ts";

const BY_NAME = new Map(MODEL_MODULES.flatMap(([load, names]) => names.map((name) => [name, load] as const)));

let lastImport: Promise<unknown> = Promise.resolve();

/** Imports a module when all before are there: Deno 2.9 may give one out too early that is imported twice at a time. */
function inTurn(load: ModelModule): ReturnType<ModelModule> {
  const module = lastImport.then(load);
  lastImport = module.catch(() => {});
  return module;
}

/** Names of all models, sorted. */
export function availableGsims(): string[] {
  return [...BY_NAME.keys()].sort();
}

/**
 * Makes the model `name` with `options`.
 * @throws RangeError for an unknown name, what the model's factory throws for bad options
 */
export async function createModel(name: string, options: ModelOptions = {}): Promise<GroundMotionModel> {
  const load = BY_NAME.get(name);
  if (!load) {
    const near = availableGsims().filter((known) =>
      known.toLowerCase().startsWith(name.slice(0, 6).toLowerCase())
    );
    const hint = near.length
      ? `, did you mean ${near.slice(0, 5).join(" or ")}?`
      : "; GET /v1/available_gsims lists them";
    throw new RangeError(`unknown ground-motion model "${name}"${hint}`);
  }
  const { models } = await inTurn(load);
  const { mixture_model, ...own } = options;
  const model = await models[name](own, createModel);
  return mixture_model === undefined
    ? model
    : Object.assign(model, { mixture: readMixture(name, mixture_model) });
}
