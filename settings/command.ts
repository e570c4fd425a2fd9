/** The command `settings`: every setting with its value, where that comes from and what it is for. */
import { type Setting, SETTINGS } from "./list.ts";
import { ourSources, readSettings } from "./read.ts";

/** Prints the settings as a file openquake.cfg that would give the same values. Returns the exit code. */
export async function settingsCommand(): Promise<number> {
  const { origins, unused } = await readSettings(ourSources());
  const table: Readonly<Record<string, Readonly<Record<string, Setting<unknown>>>>> = SETTINGS;
  let lastSection = "";
  for (const { section, key, value, origin } of origins) {
    if (section !== lastSection) console.log(`${lastSection && "\n"}[${section}]`);
    lastSection = section;
    const { env, description, isSecret } = table[section][key];
    const shown = isSecret && value !== ""
      ? "(not shown)"
      : typeof value === "boolean"
      ? yesNo(value)
      : value;
    console.log(`# ${description} ($${env}; from ${origin})\n${key} = ${shown}`.trimEnd());
  }
  if (unused.length > 0) {
    console.log(`\n# not used by Temblor:\n${unused.map((line) => `# ${line}`).join("\n")}`);
  }
  return 0;
}

function yesNo(value: boolean): string {
  return value ? "yes" : "no";
}
