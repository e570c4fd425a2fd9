/** Values in the query of a request. */
import { z } from "@hono/zod-openapi";

const TRUE = ["1", "true", "yes"], FALSE = ["0", "false", "no"];

/** Yes or no, in the words that the reference's clients use. */
export const flag = z.string().toLowerCase()
  .refine((text) => [...TRUE, ...FALSE].includes(text), "expected true or false")
  .transform((text) => TRUE.includes(text))
  .openapi({ type: "boolean" });

/** A whole number not below 0. */
export const count = z.string().regex(/^\d{1,9}$/, "expected a whole number not below 0").transform(Number)
  .openapi({ type: "integer", pattern: undefined });

/** A date, perhaps with a time; without a zone it is UTC. */
export const time = z.string()
  .transform((text) => new Date(/Z|[+-]\d\d:?\d\d$/.test(text) ? text : utc(text)))
  .refine((date) => !Number.isNaN(date.getTime()), "expected a date like 2026-01-31T23:59:59")
  .openapi({ type: "string" });

function utc(text: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? text : `${text.replace(" ", "T")}Z`;
}
