/** Charts of what is extracted from a calculation: hazard curves and uniform hazard spectra of a site. */
import { floatsOf, readNpz, type StoredArray } from "../formats/read_npz.ts";
import type { Chart, Line } from "./line_chart.ts";

/** Makes the npz of an extraction, here or on a server; `query` is what follows the question mark. */
export type Extraction = (spec: string, query: string) => Promise<Uint8Array<ArrayBuffer>>;

/** A plot that cannot be made. */
export class PlotError extends Error {
  override readonly name = "PlotError";
}

/** The parameters of a calculation that say what its results are. */
interface Parameters {
  readonly description: string;
  readonly investigation_time: number;
  readonly hazard_imtls: Readonly<Record<string, readonly number[]>>;
}

const MAX_TITLE = 80;

type Arrays = ReadonlyMap<string, StoredArray>;

/**
 * What each of these extractions is a chart of.
 * @throws PlotError if the query does not choose one site and, for curves, one intensity measure
 */
const CHARTS: Readonly<
  Record<string, (arrays: Arrays, query: URLSearchParams, parameters: Parameters) => Chart>
> = {
  hcurves(arrays, query, { description, investigation_time: years, hazard_imtls: levels }) {
    const imt = query.get("imt");
    if (imt === null || !Object.hasOwn(levels, imt)) {
      throw new PlotError(`expected imt=MEASURE with one of ${Object.keys(levels).join(", ")}`);
    }
    return {
      title: titleOf("Hazard curves", query, description),
      x: { label: imt, isLogarithmic: true },
      y: { label: `probability of exceedance in ${years} years`, isLogarithmic: true },
      lines: kindsOf(arrays).map(([label, array]) => ({ label, x: levels[imt], y: floatsOf(array) })),
    };
  },
  uhs(arrays, query, { description, investigation_time: years }) {
    return {
      title: titleOf("Uniform hazard spectra", query, description),
      x: { label: "period (s)", isLogarithmic: false },
      y: { label: "spectral acceleration (g)", isLogarithmic: false },
      lines: kindsOf(arrays).flatMap(([kind, array]) => spectra(kind, array, years)),
    };
  },
};

/** The chart of an extraction such as `hcurves?kind=mean&imt=PGA&site_id=0`. @throws PlotError if there is none */
export async function chartOf(what: string, extract: Extraction): Promise<Chart> {
  const [spec, search = ""] = what.split("?", 2), query = new URLSearchParams(search);
  if (!Object.hasOwn(CHARTS, spec)) {
    throw new PlotError(`there are plots of ${Object.keys(CHARTS).join(" and ")}, not of ${spec}`);
  }
  if (query.get("kind") === null) {
    throw new PlotError("expected kind=mean, kind=stats, kind=rlzs or another one");
  }
  siteOf(query);
  const json = (await readNpz(await extract("oqparam", ""))).get("json");
  const parameters: Parameters = JSON.parse(new TextDecoder().decode(json?.bytes));
  return CHARTS[spec](await readNpz(await extract(spec, search)), query, parameters);
}

/** A description may be long, a title may not. */
function titleOf(what: string, query: URLSearchParams, description: string): string {
  const title = `${what} at site ${siteOf(query)}: ${description}`;
  return title.length > MAX_TITLE ? `${title.slice(0, MAX_TITLE)}…` : title;
}

function siteOf(query: URLSearchParams): string {
  const site = query.get("site_id");
  if (site === null) throw new PlotError("expected site_id=NUMBER: a plot is of one site");
  return site;
}

/** The arrays of each kind of result. */
function kindsOf(arrays: Arrays): [string, StoredArray][] {
  const kinds = [...arrays].filter(([name]) => /^(mean|std|max|quantile-|rlz-)/.test(name));
  if (kinds.length > 0) return kinds;
  throw new PlotError("the calculation has no results of that kind");
}

/** A spectrum for each probability of exceedance: records poe → measure → value. */
function spectra(kind: string, { type, bytes, shape }: StoredArray, years: number): Line[] {
  const values = floatsOf({ type, bytes, shape });
  let at = 0;
  return (type as [string, [string, string][]][]).map(([poe, measures]) => {
    const x = measures.map(([imt]) => Number(/^SA\((.*)\)$/.exec(imt)?.[1] ?? 0)); // PGA is period 0
    const y = values.slice(at, at += measures.length);
    return { label: `${kind}, ${Number(poe)} in ${years} years`, x, y };
  });
}
