/** What holds the sources of a group together in NRML: exclusive sources and ruptures, clusters. */
import type { Interdependence, Source } from "../../hazard/source/source.ts";
import type { XmlElement } from "../xml.ts";
import { number, numbersOfAttribute, POSITIVE, PROBABILITY } from "./fields.ts";
import type { ProblemList } from "./problem_list.ts";

/** The weights of sources that exclude each other sum to 1 within this, as in the reference. */
const SUM_TOLERANCE = 5e-6;

/** Occurrence models of a group, which count for clusters only. */
const CLUSTER_MODELS = ["PoissonTOM", "ClusterPoissonTOM"];

const INTERDEPENDENCES = ["indep", "mutex"];

/** The sources of a group with what the group says of their dependence. */
export function withDependence(problems: ProblemList, group: XmlElement, sources: Source[]): Source[] {
  const { attributes, line } = group;
  const areSourcesExclusive = isExclusive(problems, group, "src_interdep");
  const hasExclusiveRuptures = isExclusive(problems, group, "rup_interdep");
  const probability = attributes.grp_probability === undefined
    ? 1
    : number(problems, line, "grp_probability", attributes.grp_probability, PROBABILITY);
  const clusterRate = readClusterRate(problems, group);
  const areExclusive = areSourcesExclusive || hasExclusiveRuptures;
  if (!areExclusive && probability !== 1 && !Number.isNaN(probability)) {
    problems.add(line, `grp_probability needs src_interdep="mutex" or rup_interdep="mutex"`);
  }
  if (!areExclusive && clusterRate === undefined) return sources;
  if (hasExclusiveRuptures) checkRuptureWeights(problems, sources);
  const weights = areSourcesExclusive ? readWeights(problems, group, sources) : undefined;
  return sources.map((source, i) => {
    const common = { group: `${problems.file}:${line}`, hasExclusiveRuptures, probability };
    const dependence: Interdependence = {
      ...common,
      ...(weights && { weight: weights[i] }),
      ...(clusterRate !== undefined && { clusterRate }),
    };
    return { ...source, dependence };
  });
}

function isExclusive(problems: ProblemList, { attributes, line }: XmlElement, name: string): boolean {
  const value = attributes[name] ?? "indep";
  if (!INTERDEPENDENCES.includes(value)) {
    problems.add(line, `${name}="${value}": expected ${INTERDEPENDENCES.join(" or ")}`);
  }
  return value === "mutex";
}

/** The annual rate of a cluster; undefined for a group that is none. */
function readClusterRate(problems: ProblemList, { attributes, line }: XmlElement): number | undefined {
  const { cluster = "false", tom = "PoissonTOM", occurrence_rate: rate } = attributes;
  if (cluster !== "true" && cluster !== "false") {
    problems.add(line, `cluster="${cluster}": expected true or false`);
  }
  if (!CLUSTER_MODELS.includes(tom)) {
    const expected = CLUSTER_MODELS.join(" or ");
    problems.add(line, `tom="${tom}" of a sourceGroup: expected ${expected}, others go with each source`);
  }
  if (cluster !== "true") {
    if (rate !== undefined) problems.add(line, `occurrence_rate="${rate}" needs cluster="true"`);
    return undefined;
  }
  if (attributes.tom !== undefined && rate !== undefined) {
    return number(problems, line, "occurrence_rate", rate, POSITIVE);
  }
  problems.add(line, `a cluster needs tom="PoissonTOM" and an occurrence_rate, how often it occurs per year`);
  return NaN;
}

function readWeights(problems: ProblemList, group: XmlElement, sources: Source[]): number[] {
  const { attributes, line } = group;
  if (attributes.srcs_weights === undefined) {
    problems.add(line, `src_interdep="mutex" needs srcs_weights, the probability of each source`);
    return [];
  }
  const weights = numbersOfAttribute(problems, group, "srcs_weights", PROBABILITY);
  if (weights.length !== sources.length) {
    problems.add(line, `expected ${sources.length} srcs_weights, one for each source, got ${weights.length}`);
  }
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (Math.abs(sum - 1) > SUM_TOLERANCE) {
    problems.add(line, `the srcs_weights sum to ${Number(sum.toPrecision(7))}, expected 1`);
  }
  for (const { id, line, kind } of sources) {
    if (id.includes(":")) continue;
    problems.owner = `${kind}Source "${id}"`;
    problems.add(
      line,
      `the ids of sources that exclude each other need a colon and a number, like "${id}:01"`,
    );
  }
  return weights;
}

function checkRuptureWeights(problems: ProblemList, sources: Source[]): void {
  for (const source of sources) {
    const { id, line, kind } = source;
    const isWeighted = kind === "nonParametricSeismic" && source.ruptures[0].weight !== undefined;
    if (isWeighted) continue;
    problems.owner = `${kind}Source "${id}"`;
    problems.add(line, `rup_interdep="mutex" needs nonParametricSeismicSources with rup_weights`);
  }
}
