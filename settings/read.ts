/** Reads the settings: defaults, then the files openquake.cfg, then the environment; what comes later wins. */
import { join } from "node:path";
import { parseIni } from "../formats/ini.ts";
import { InputError, type InputProblem } from "../hazard/input_error.ts";
import { type Setting, SETTINGS, type Settings } from "./list.ts";

/** One setting with where its value comes from. */
export interface Origin {
  readonly section: string;
  readonly key: string;
  readonly value: unknown;
  /** `default`, `FILE:LINE` or `$VARIABLE` */
  readonly origin: string;
}

export interface ReadSettings {
  readonly settings: Settings;
  readonly origins: readonly Origin[];
  /** what files say for the reference engine alone, as `FILE:LINE: [section] key` */
  readonly unused: readonly string[];
}

/** Where settings are read from. */
export interface SettingSources {
  /** the last one wins; missing files are passed over */
  readonly files: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

type Table = Readonly<Record<string, Readonly<Record<string, Setting<unknown>>>>>;
const TABLE: Table = SETTINGS;
/** Sections that the reference does not have: a key there that is not in the list is a mistake. */
const OWN_SECTIONS = ["server", "mail"];

/** The files and environment of this process: /etc/openquake, the home directory, $OQ_CONFIG_FILE. */
export function ourSources(): SettingSources {
  const environment = Deno.env.toObject();
  const home = environment.HOME ?? environment.USERPROFILE ?? ".";
  const files = ["/etc/openquake/openquake.cfg", join(home, "openquake.cfg")];
  return {
    files: [...files, ...environment.OQ_CONFIG_FILE ? [environment.OQ_CONFIG_FILE] : []],
    environment,
  };
}

/** @throws InputError for values that are none, and keys that are unknown in sections of ours */
export async function readSettings({ files, environment }: SettingSources): Promise<ReadSettings> {
  const problems: InputProblem[] = [];
  const unused: string[] = [];
  const found = new Map<string, Origin>();

  function note(section: string, key: string, text: string, file: string, line?: number): void {
    const origin = line === undefined ? file : `${file}:${line}`;
    try {
      found.set(`${section}.${key}`, { section, key, value: TABLE[section][key].parse(text.trim()), origin });
    } catch (error) {
      const message = `${(error as Error).message}, got "${TABLE[section][key].isSecret ? "..." : text}"`;
      problems.push({
        file,
        line,
        parameter: line === undefined ? undefined : `[${section}] ${key}`,
        message,
      });
    }
  }

  for (const file of files) {
    const content = await Deno.readTextFile(file).catch(ifMissing);
    if (content === null) continue;
    for (const { section, key, value, line } of parseIni(content, file, "section")) {
      if (Object.hasOwn(TABLE, section) && Object.hasOwn(TABLE[section], key)) {
        note(section, key, value, file, line);
      } else if (OWN_SECTIONS.includes(section)) {
        const message = `there is no such setting; there are ${Object.keys(TABLE[section]).join(", ")}`;
        problems.push({ file, line, parameter: `[${section}] ${key}`, message });
      } else unused.push(`${file}:${line}: [${section}] ${key}`);
    }
  }
  for (const [section, keys] of Object.entries(TABLE)) {
    for (const [key, { env }] of Object.entries(keys)) {
      const text = environment[env];
      if (text !== undefined && text !== "") note(section, key, text, `$${env}`);
    }
  }
  if (problems.length > 0) throw new InputError(problems);

  const origins = Object.entries(TABLE).flatMap(([section, keys]) =>
    Object.entries(keys).map(([key, { default: value }]) =>
      found.get(`${section}.${key}`) ?? { section, key, value, origin: "default" }
    )
  );
  const settings: Record<string, Record<string, unknown>> = {};
  for (const { section, key, value } of origins) (settings[section] ??= {})[key] = value;
  return { settings: settings as Settings, origins, unused };
}

function ifMissing(error: unknown): null {
  if (error instanceof Deno.errors.NotFound) return null;
  throw error;
}
