/** The form that asks for the hazard of a site, checked with the messages of the reference server. */
import { z } from "@hono/zod-openapi";
import { parseDecimal } from "../../formats/decimal.ts";
import { floatLiteral } from "../../formats/python_literal.ts";
import type { SiteRequest } from "../../kv/site_requests.ts";
import { CUSTOM, EDITIONS, SITE_CLASSES } from "./site_classes.ts";

/** What is asked for: a place and its ground. */
export type Site = Pick<SiteRequest, "siteName" | "lon" | "lat" | "vs30" | "siteClass" | "asceVersion">;

export const SITE_FORM = z.object({
  lon: z.string().optional().openapi({ description: "longitude in degrees" }),
  lat: z.string().optional().openapi({ description: "latitude in degrees" }),
  vs30: z.string().optional().openapi({
    description: "m/s, from 150 to 1525; several separated by spaces: their envelope",
  }),
  site_name: z.string().optional(),
  siteid: z.string().optional().openapi({ description: "older name of site_name" }),
  asce_version: z.string().optional().openapi({ description: Object.keys(EDITIONS).join(", ") }),
  site_class: z.string().optional().openapi({
    description: "see /v1/aelo_site_classes; its vs30 has to be given all the same",
  }),
});

type Fields = z.infer<typeof SITE_FORM>;

/** What is wrong with a form: messages by the name of the field. */
export type FormProblems = ReadonlyMap<keyof Fields, string>;

const LABELS: Readonly<Partial<Record<keyof Fields, string>>> = {
  lon: "Longitude",
  lat: "Latitude",
  site_name: "Site name",
  asce_version: "ASCE standards",
  site_class: "Site class",
  vs30: "Vs30",
};
const MAX_SITE_NAME = 256;
const LEAST_VS30 = 150, LARGEST_VS30 = 1525;

/** The site of a form, or what is wrong with it. */
export function readSiteForm(fields: Fields): Site | FormProblems {
  const problems = new Map<keyof Fields, string>();

  /** The value of a field, noting why there is none. */
  function read<Value>(name: keyof Fields, parse: () => Value): Value | undefined {
    try {
      return parse();
    } catch (error) {
      problems.set(name, (error as Error).message);
    }
  }

  const lon = read("lon", () => degrees("longitude", fields.lon, 180));
  const lat = read("lat", () => degrees("latitude", fields.lat, 90));
  const siteName = read("site_name", () => nameOfSite(fields.site_name || fields.siteid || ""));
  const asceVersion = read(
    "asce_version",
    () => choice(fields.asce_version ?? Object.keys(EDITIONS)[0], Object.keys(EDITIONS)),
  );
  const classes = asceVersion && SITE_CLASSES[asceVersion];
  const siteClass = read("site_class", () => {
    if (!fields.site_class) return null;
    const names = Object.keys(classes ?? Object.assign({}, ...Object.values(SITE_CLASSES)));
    return choice(fields.site_class, names.includes(CUSTOM) ? names : [...names, CUSTOM]);
  });
  const vs30 = read("vs30", () => {
    const values = velocities(fields.vs30 ?? "");
    if (classes && siteClass && siteClass !== CUSTOM) checkClass(siteClass, classes[siteClass].vs30!, values);
    return values;
  });
  if (problems.size > 0) return problems;
  return {
    lon: lon!,
    lat: lat!,
    siteName: siteName!,
    asceVersion: asceVersion!,
    siteClass: siteClass!,
    vs30: vs30!,
  };
}

/** All problems of a form as one text, a line for each. */
export function problemsText(problems: FormProblems): string {
  const lines = Array.from(problems, ([name, message]) => `${LABELS[name]}: "${message}"`);
  return [`Invalid input value${problems.size > 1 ? "s" : ""}`, ...lines].join("\n");
}

/** Degrees, rounded to about a metre. */
function degrees(what: string, text: string | undefined, limit: number): number {
  const value = Number(number(text, `'${text ?? "None"}' is not a float`).toFixed(5));
  if (value > limit) throw new RangeError(`${what} ${floatLiteral(value)} > ${limit}`);
  if (value < -limit) throw new RangeError(`${what} ${floatLiteral(value)} < -${limit}`);
  return value;
}

function nameOfSite(text: string): string {
  if (text === "") throw new RangeError("can not be empty");
  if (text.length > MAX_SITE_NAME) {
    throw new RangeError(`site name can not be longer than ${MAX_SITE_NAME} characters`);
  }
  if (/[\r\n]/.test(text)) throw new RangeError("site name can not have more than one line");
  return text;
}

function choice(name: string, names: readonly string[]): string {
  if (names.includes(name)) return name;
  throw new RangeError(`Got '${name}', expected ${names.join("|")}`);
}

function velocities(text: string): number[] {
  const values = text.split(/\s+/).filter(Boolean)
    .map((word) => number(word, `could not convert string to float: '${word}'`))
    .sort((a, b) => a - b);
  if (values.length === 0) throw new RangeError("can not be empty");
  for (const value of values) {
    const got = `vs30 ${floatLiteral(value)} is`;
    if (value > LARGEST_VS30) throw new RangeError(`${got} bigger than the maximum (${LARGEST_VS30})`);
    if (value < LEAST_VS30) throw new RangeError(`${got} smaller than the minimum (${LEAST_VS30})`);
  }
  return values;
}

function checkClass(
  siteClass: string,
  expected: number | readonly number[],
  values: readonly number[],
): void {
  const [wanted, got] = [[expected].flat(), values].map((list) => list.map(floatLiteral).join(" "));
  if (wanted === got) return;
  throw new RangeError(`For site class ${siteClass} the expected Vs30 is ${wanted} instead of ${got}`);
}

function number(text: string | undefined, problem: string): number {
  const value = text === undefined ? NaN : parseDecimal(text.trim());
  if (Number.isFinite(value)) return value;
  throw new RangeError(problem);
}
