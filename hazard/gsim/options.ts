/** Constructor options of ground-motion models: defaults, unknown names and wrong types. */
import type { ModelOption, ModelOptions } from "./model.ts";

/**
 * The options of a model: `defaults` overlaid with `given`. An option whose default is null takes any value.
 * @throws TypeError for a name that is not in `defaults` or a value of another type than its default
 */
export function readOptions<Defaults extends Record<string, ModelOption | null>>(
  model: string,
  given: ModelOptions,
  defaults: Defaults,
): Options<Defaults> {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(defaults, name)) {
      const known = Object.keys(defaults).join(", ") || "none";
      throw new TypeError(`${model} has no option ${name}, its options: ${known}`);
    }
    const byDefault = defaults[name];
    if (byDefault !== null && typeof value !== typeof byDefault) {
      throw new TypeError(
        `option ${name} of ${model} must be a ${typeof byDefault}, got ${JSON.stringify(value)}`,
      );
    }
  }
  return { ...defaults, ...given } as unknown as Options<Defaults>;
}

type Options<Defaults> = { readonly [Name in keyof Defaults]: Widened<Defaults[Name]> };

/** Type of an option's value, from that of its default. */
type Widened<Default> = Default extends boolean ? boolean
  : Default extends number ? number
  : Default extends string ? string
  : ModelOption | null;

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
