/**
 * Regenerates golden/ from the full figures, for the models of the registry:
 *
 *     deno run -A tests/hazard/gsim/trim_golden.ts [/work/shared/golden/gsim] [module...]
 *
 * Modules without a registered model are left out (with module names: only these are written). To keep the copy small,
 * cases of default options keep the contexts of four ruptures, all others those of one.
 */
import { availableGsims } from "../../../hazard/gsim/registry.ts";
import {
  type GoldenCase,
  hasAllModels,
  modelName,
  moduleNames,
  QUANTITIES,
  readContexts,
  readModule,
  type Row,
} from "./golden.ts";

const [source = "/work/shared/golden/gsim/", ...only] = Deno.args;
const from = source.replace(/\/*$/, "/");
const to = new URL("golden/", import.meta.url).pathname;
const KEPT_RUPTURES = 4;

const all = readContexts(from);
const known = new Set(availableGsims());

/** The case on few contexts, spread over its ruptures (small and large magnitudes, all kinds of rupture). */
function trim(golden: GoldenCase): GoldenCase {
  const indices = golden.contexts === "all" ? all.map((_, i) => i) : golden.contexts;
  const ruptures = [...new Set(indices.map((index) => all[index].rup))];
  const count = golden.kind === "default" ? KEPT_RUPTURES : 1;
  const kept = Array.from(
    { length: count },
    (_, i) => ruptures[Math.floor((i + 0.5) * ruptures.length / count)],
  );
  const positions = indices.flatMap((index, position) => kept.includes(all[index].rup) ? [position] : []);
  const trimRow = (row: Row) => Array.isArray(row) ? positions.map((position) => row[position]) : row;
  const rows = Object.fromEntries(QUANTITIES.map((quantity) => [quantity, golden[quantity].map(trimRow)]));
  return { ...golden, contexts: positions.map((position) => indices[position]), ...rows };
}

Deno.mkdirSync(to, { recursive: true });
Deno.copyFileSync(`${from}contexts.json`, `${to}contexts.json`);
Deno.chmodSync(`${to}contexts.json`, 0o644);
for (const name of only.length ? only : moduleNames(from)) {
  const { module, cases, classes } = await readModule(from, name);
  const kept: GoldenCase[] = [];
  for (const golden of cases) {
    if (known.has(modelName(golden)) && await hasAllModels(golden)) kept.push(trim(golden));
  }
  if (kept.length === 0) continue;
  const described = Object.fromEntries(Object.entries(classes).filter(([model]) => known.has(model)));
  const text = new Blob([JSON.stringify({ module, classes: described, cases: kept })]);
  const zipped = await new Response(text.stream().pipeThrough(new CompressionStream("gzip"))).bytes();
  Deno.writeFileSync(`${to}${name}.json.gz`, zipped);
}
