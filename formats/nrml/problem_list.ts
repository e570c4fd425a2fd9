/** Collects what is wrong with an NRML file, so that a user sees it at once and not piece by piece. */
import { InputError, type InputProblem } from "../../hazard/input_error.ts";

/** After so many problems reading ends: the rest are likely to follow from the first ones. */
const MAX_PROBLEMS = 20;

export class ProblemList {
  readonly #problems: InputProblem[] = [];
  /** whose problems are added, for instance `areaSource "12"` */
  owner: string | undefined;

  constructor(readonly file: string) {}

  /** @throws InputError with all problems if their number reaches the limit */
  add(line: number, message: string): void {
    this.#problems.push({ file: this.file, line, parameter: this.owner, message });
    if (this.#problems.length === MAX_PROBLEMS) this.throwIfAny();
  }

  /** @throws InputError with all problems if there are any */
  throwIfAny(): void {
    if (this.#problems.length > 0) throw new InputError(this.#problems);
  }
}
