/** Constructor options of ground-motion models: defaults, unknown names and wrong types. */
import type { MixtureModel, ModelOption, ModelOptions } from "./model.ts";

/** Type of an option's value, from that of its default. */
type Widened<Default> = Default extends boolean ? boolean
  : Default extends number ? number
  : Default extends string ? string
  : ModelOption | null;

type Options<Defaults> = { readonly [Name in keyof Defaults]: Widened<Defaults[Name]> };

/**
 * The options of a model: `defaults` overlaid with `given`. An option whose default is null takes any value;
 * 0 stands for false, 1 and "true" stand for true.
 * @throws TypeError for a name that is not in `defaults` or a value of another type than its default
 */
export function readOptions<Defaults extends Record<string, ModelOption | null>>(
  model: string,
  given: ModelOptions,
  defaults: Defaults,
): Options<Defaults> {
  const options: Record<string, ModelOption | null> = { ...defaults };
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(defaults, name)) {
      const known = Object.keys(defaults).join(", ") || "none";
      throw new TypeError(`${model} has no option ${name}, its options: ${known}`);
    }
    const byDefault = defaults[name];
    options[name] = typeof byDefault === "boolean" ? asBoolean(value) : value;
    if (byDefault !== null && typeof options[name] !== typeof byDefault) {
      throw new TypeError(
        `option ${name} of ${model} must be a ${typeof byDefault}, got ${JSON.stringify(value)}`,
      );
    }
  }
  return options as Options<Defaults>;
}

/** A text other than "true" stays what it is: to the reference "false" is true. */
function asBoolean(value: ModelOption): ModelOption {
  if (value === 0) return false;
  return value === 1 || value === "true" ? true : value;
}

/**
 * One of the named choices of an option.
 * @throws RangeError listing the choices
 */
export function readChoice<Choice extends string>(
  model: string,
  name: string,
  value: ModelOption,
  choices: readonly Choice[],
): Choice {
  if (!choices.includes(value as Choice)) {
    throw new RangeError(
      `option ${name} of ${model}: ${JSON.stringify(value)} is not one of ${choices.join(", ")}`,
    );
  }
  return value as Choice;
}

/**
 * The option `mixture_model`, which any model takes: factors of sigma with their weights.
 * @throws TypeError unless it holds two lists of numbers of the same length
 */
export function readMixture(model: string, value: ModelOption): MixtureModel {
  const { factors, weights } = value as { factors?: ModelOption; weights?: ModelOption };
  const isNumbers = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every((item) => typeof item === "number");
  if (!isNumbers(factors) || !isNumbers(weights) || factors.length !== weights.length) {
    const expected =
      "expected as many factors as weights, for instance factors = [0.8, 1.2], weights = [0.5, 0.5]";
    throw new TypeError(`option mixture_model of ${model}: ${expected}`);
  }
  return { factors, weights };
}
