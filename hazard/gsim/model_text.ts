/** Texts of ground-motion models as the reference stores and sorts them. */
import aliases from "./tables/aliases.json" with { type: "json" };

const ALIASES: Readonly<Record<string, string>> = aliases;

/** The text (TOML) of a model; where its name stands for another one with options, the text of that. */
export function modelText(toml: string): string {
  const { name } = toml.match(/^\[(?<name>\w+)\]$/)?.groups ?? {};
  return name !== undefined && Object.hasOwn(ALIASES, name) ? ALIASES[name] : toml;
}
