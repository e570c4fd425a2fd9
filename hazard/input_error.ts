/** What is wrong with an input, in a form a user can act on. */

/** One problem: where it is and what would be right. */
export interface InputProblem {
  /** file name relative to the job folder, for instance "job.ini" */
  readonly file: string;
  /** line number from 1, when known */
  readonly line?: number;
  /** parameter, element or column concerned, for instance "investigation_time" or `simpleFaultSource "s12"` */
  readonly parameter?: string;
  /** what is wrong and what would be right, without full stop */
  readonly message: string;
}

/** `file:line: parameter: message`, leaving out what is unknown. */
export function problemText({ file, line, parameter, message }: InputProblem): string {
  return [line === undefined ? file : `${file}:${line}`, parameter, message].filter(Boolean).join(": ");
}

/** Invalid input; `problems` are sorted by file and line, the message is the text of all of them, one a line. */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly problems: readonly InputProblem[];

  constructor(problems: InputProblem | readonly InputProblem[]) {
    const list = [problems].flat() as InputProblem[];
    const sorted = list.toSorted((a, b) => a.file.localeCompare(b.file) || (a.line ?? 0) - (b.line ?? 0));
    super(sorted.map(problemText).join("\n"));
    this.problems = sorted;
  }
}
