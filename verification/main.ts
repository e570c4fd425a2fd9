/**
 * `deno task verify`: computes the cases of PEER set 1 and prints how far the curves are from the published ones.
 * usage: deno task verify [--case NAME ...] [--write] [--inputs DIR]
 *   --case    only these cases: 1 to 8c, 10, 11, "10 area source", "11 area source"
 *   --write   put the tables into docs/verification.md
 *   --inputs  write the inputs of the cases to folders below DIR and compute nothing
 * Ends with status 1 if a curve deviates by more than 2 % at a site that is not known to.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { computedCurves, publishedCurves } from "./curves.ts";
import { type CaseResult, caseTable, summaryTable, tables, unexpectedSites, withTables } from "./document.ts";
import { writeJobs } from "./job_files.ts";
import { CASES } from "./peer_set_1/cases.ts";

const DOCUMENT = new URL("../docs/verification.md", import.meta.url);
const USAGE = "usage: deno task verify [--case NAME ...] [--write] [--inputs DIR]";

const options = readOptions(Deno.args);
if (!options) {
  console.error(USAGE);
  Deno.exit(2);
}
const { cases, isWritten, inputs } = options;
if (inputs !== undefined) {
  for (const each of cases) {
    for (const path of await writeJobs(each, join(inputs, each.name.replaceAll(" ", "_")))) console.log(path);
  }
  Deno.exit(0);
}

const results: CaseResult[] = [];
for (const verification of cases) {
  const published = await publishedCurves(verification);
  const result = { verification, published, computed: await computedCurves(verification) };
  console.log(`Case ${verification.name}: ${verification.title}\n${caseTable(result)}\n`);
  results.push(result);
}
console.log(summaryTable(results));
if (isWritten) {
  const date = new Date().toISOString().slice(0, 10);
  const document = await Deno.readTextFile(DOCUMENT);
  await Deno.writeTextFile(DOCUMENT, withTables(document, tables(results, date)));
}
const unexpected = results.flatMap((result) =>
  unexpectedSites(result).map((site) => `case ${result.verification.name}, site ${site}`)
);
if (unexpected.length > 0) {
  console.error(`More than 2 % from the published curves: ${unexpected.join("; ")}`);
  Deno.exit(1);
}

/** The options, or null if the command line is wrong. */
function readOptions(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        case: { type: "string", multiple: true },
        write: { type: "boolean", default: false },
        inputs: { type: "string" },
      },
    });
    const names = values.case ?? CASES.map(({ name }) => name);
    const chosen = CASES.filter(({ name }) => names.includes(name));
    const isRight = chosen.length === new Set(names).size && !(values.write && values.case);
    return isRight ? { cases: chosen, isWritten: values.write, inputs: values.inputs } : null;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
