/** How the occurrences of ruptures with rates are spread in time in NRML: attributes tom, alpha and mu. */
import type { XmlElement } from "../xml.ts";
import { numberAttribute, POSITIVE } from "./fields.ts";
import type { ProblemList } from "./problem_list.ts";

/** What a source with rates may say of its occurrences in time. */
export const OCCURRENCE_ATTRIBUTES: readonly string[] = ["tom", "alpha", "mu"];

/** In the reference the rates of both count in the same way. */
const POISSONIAN = ["PoissonTOM", "FatedTOM"];
const NEGATIVE_BINOMIAL = "NegativeBinomialTOM";

/**
 * The dispersion of negative binomial numbers of occurrences, undefined for Poissonian ones. The mean rate mu must be
 * there, but the rates of the magnitude-frequency distribution count.
 */
export function readDispersion(problems: ProblemList, element: XmlElement): number | undefined {
  const { attributes: { tom = POISSONIAN[0] }, line } = element;
  if (tom === NEGATIVE_BINOMIAL) {
    numberAttribute(problems, element, "mu", POSITIVE);
    return numberAttribute(problems, element, "alpha", POSITIVE);
  }
  if (!POISSONIAN.includes(tom)) {
    const known = [...POISSONIAN, NEGATIVE_BINOMIAL].join(", ");
    problems.add(line, `tom="${tom}" in ${element.tag}: expected one of ${known}`);
  }
  return undefined;
}
