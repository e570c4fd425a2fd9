/** What keeps a job from being disaggregated. */
import { numBins } from "../../hazard/disaggregation/bins.ts";
import { axesOfKind } from "../../hazard/disaggregation/marginal.ts";
import { InputError, type InputProblem } from "../../hazard/input_error.ts";
import { filesOf } from "../parameters/inputs.ts";
import type { Job as JobFileContent } from "../parameters/job.ts";
import type { Job } from "../job.ts";
import { disaggregationBins, type GivenEdges } from "./bins.ts";

/** Axes whose edges a job can give. */
const EDGES = ["mag", "dist", "lon", "lat", "eps"];
/** Most cells of a disaggregation at one site for one level, as in the reference. */
const MOST_CELLS = 1e6;
/** Most that the tables of the realizations may take: WebAssembly, which writes them, ends at 2 GB. */
const MOST_BYTES = 2 ** 30;

/** A truncation level of 0 is read as something below. */
const SMALLEST_TRUNCATION = 1e-8;

/** A problem for each parameter that makes no sense in a disaggregation. */
export function disaggregationProblems(
  { parameters, inputs, lines }: JobFileContent,
  file: string,
): InputProblem[] {
  if (parameters.calculation_mode !== "disaggregation") return [];
  const given = parameters.disagg_bin_edges as GivenEdges;
  const checks: readonly [parameter: string, fails: unknown, message: string][] = [
    [
      "disagg_outputs",
      parameters.disagg_outputs.length === 0,
      "is empty, expected kinds such as Mag_Dist; without the parameter there are all of them",
    ],
    [
      "mag_bin_width",
      !given.mag && !(parameters.mag_bin_width > 0),
      "expected a number of magnitudes greater than 0",
    ],
    [
      "distance_bin_width",
      !given.dist && parameters.distance_bin_width === 0,
      "expected a number of km greater than 0",
    ],
    [
      "coordinate_bin_width",
      !given.lon && !(parameters.coordinate_bin_width > 0),
      "expected a number of degrees greater than 0",
    ],
    [
      "num_epsilon_bins",
      !given.eps && !(parameters.num_epsilon_bins > 0),
      "expected a number of bins greater than 0",
    ],
    [
      "truncation_level",
      !(parameters.truncation_level! >= SMALLEST_TRUNCATION),
      "expected a number greater than 0: without dispersion there is no epsilon to disaggregate by",
    ],
    ["mean", !parameters.mean, "is needed: what is disaggregated is read off the mean curves"],
    [
      "amplification_file",
      filesOf(inputs, "amplification").length > 0,
      "is not supported together with disaggregation, remove it",
    ],
    [
      "site_labels",
      Object.keys(parameters.site_labels).length > 0,
      "is not supported together with disaggregation, remove it",
    ],
  ];
  const edgeProblems = Object.entries(given).flatMap(([axis, edges]) => edgesProblem(axis, edges, given));
  return [
    ...checks.filter(([, fails]) => fails).map(([parameter, , message]) => ({ parameter, message })),
    ...edgeProblems.map((message) => ({ parameter: "disagg_bin_edges", message })),
  ].map((problem) => ({ file, line: lines.get(problem.parameter), ...problem }));
}

function edgesProblem(axis: string, edges: unknown, given: GivenEdges): string[] {
  if (!EDGES.includes(axis)) return [`there are no bins of ${axis}, expected ${EDGES.join(", ")}`];
  const isAscending = Array.isArray(edges) && edges.length >= 2 &&
    edges.every((edge, k) => typeof edge === "number" && (k === 0 || edge > edges[k - 1]));
  if (!isAscending) return [`${axis}: expected at least 2 ascending numbers, got ${JSON.stringify(edges)}`];
  const other = axis === "lon" ? "lat" : axis === "lat" ? "lon" : undefined;
  return other && !(other in given) ? [`${axis}: expected edges of ${other} along with them`] : [];
}

/**
 * Checks what depends on the sites, sources and realizations of a disaggregation.
 * @throws InputError with the first problem
 */
export function checkDisaggregation(
  job: Pick<Job, "parameters" | "sources" | "sites" | "fullLogicTree">,
  lines: JobFileContent["lines"],
  file: string,
): void {
  const { parameters, sources, sites, fullLogicTree: { realizations } } = job;
  if (parameters.calculation_mode !== "disaggregation") return;
  const wrong = (parameter: string, message: string) =>
    new InputError({ file, line: lines.get(parameter), parameter, message });
  const { max_sites_disagg: most, rlz_index: chosen, num_rlzs_disagg: count } = parameters;
  if (sites.size > most) {
    throw wrong(
      "max_sites_disagg",
      `is ${most}, but there are ${sites.size} sites: raise it or remove sites`,
    );
  }
  const given = parameters.disagg_bin_edges as GivenEdges;
  if (given.lon && sites.size > 1) {
    throw wrong("disagg_bin_edges", `edges of lon and lat are for one site, there are ${sites.size}`);
  }
  const last = realizations.length - 1;
  const absent = chosen?.find((realization) => realization > last);
  if (absent !== undefined) {
    throw wrong("rlz_index", `there is no realization ${absent}, expected numbers from 0 to ${last}`);
  }
  if (chosen?.length === 0) throw wrong("rlz_index", `is empty, expected numbers from 0 to ${last}`);
  if (count > realizations.length) {
    throw wrong("num_rlzs_disagg", `is ${count}, but the logic tree has ${realizations.length} realizations`);
  }
  for (const { dependence, sources: [{ file, line }] } of sources) {
    const what = dependence?.hasExclusiveRuptures ? "mutually exclusive ruptures" : "a cluster";
    if (dependence?.hasExclusiveRuptures || dependence?.clusterRate !== undefined) {
      throw new InputError({ file, line, message: `${what} can't be disaggregated` });
    }
  }
  const sizes = numBins(disaggregationBins(job)), bins = Object.values(sizes);
  const numCells = bins.reduce((product, n) => product * n, 1);
  if (numCells > MOST_CELLS) {
    const message = `${
      bins.join(" × ")
    } bins are ${numCells} cells, more than ${MOST_CELLS}: make the bins larger`;
    throw wrong("mag_bin_width", message);
  }
  const numTables = sites.size * Object.keys(parameters.hazard_imtls).length * (parameters.poes.length || 1) *
    (chosen?.length ?? (count || realizations.length));
  const bytes = 8 * numTables * parameters.disagg_outputs.reduce(
    (sum, kind) => sum + axesOfKind(kind).reduce((product, axis) => product * sizes[axis], 1),
    0,
  );
  if (bytes > MOST_BYTES) {
    const message =
      `tables of ${(bytes / 2 ** 30).toFixed(1)} GB, at most ${MOST_BYTES / 2 ** 30} are possible: ` +
      "ask for fewer kinds, poes or realizations (num_rlzs_disagg)";
    throw wrong("disagg_outputs", message);
  }
}
