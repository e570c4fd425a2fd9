/** What the process of a calculation tells the server: one JSON object a line on its standard output. */

import type { LogLevel } from "../calculators/calculation.ts";

export type { LogLevel };

/** How a calculation ends by itself: aborted where there was nothing to compute. */
export type EndStatus = "complete" | "failed" | "aborted";

export type CalculationEvent =
  | { event: "log"; time: string; level: LogLevel; process: string; message: string }
  /** share of the work done, 0 to 1, and what is being done */
  | { event: "progress"; fraction: number; stage: string }
  /** an output is in the datastore, to be registered */
  | { event: "output"; type: string; title: string; sizeMb: number | null }
  /** last event of a calculation; then the process ends, or waits for another order */
  | { event: "end"; status: EndStatus; error?: string; takesAnother: boolean };
