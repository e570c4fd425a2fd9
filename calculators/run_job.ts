/** Runs a job with the calculator of its mode. A calculator is imported when a job asks for it. */
import type { CalculationEnvironment } from "./calculation.ts";
import type { Job } from "./job.ts";

type Calculator = (job: Job, environment: CalculationEnvironment) => Promise<void>;

/** The calculators by calculation mode. */
export const CALCULATORS: Readonly<Record<string, () => Promise<Calculator>>> = {
  classical: async () => (await import("./classical.ts")).runClassical,
  disaggregation: async () => (await import("./disaggregation.ts")).runDisaggregation,
  event_based: async () => (await import("./event_based.ts")).runEventBased,
  scenario: async () => (await import("./scenario.ts")).runScenario,
  preclassical: async () => (await import("./preclassical.ts")).runPreclassical,
};

/** The calculation modes that can be run. */
export const CALCULATION_MODES: readonly string[] = Object.keys(CALCULATORS);

/** Computes a job; when it returns the datastore is complete. */
export async function runJob(job: Job, environment: CalculationEnvironment): Promise<void> {
  const { calculation_mode: mode } = job.parameters;
  const load = mode === "classical" && job.parent?.ratesPath !== undefined
    ? async () => (await import("./curves_from_rates.ts")).runCurvesFromRates
    : CALCULATORS[mode];
  const run = await load();
  await run(job, environment);
}
