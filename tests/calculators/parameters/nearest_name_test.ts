import { equal } from "node:assert/strict";
import { nearestName } from "../../../calculators/parameters/nearest_name.ts";

const KNOWN = ["minimum_magnitude", "minimum_distance", "poes", "max"];

const CASES: [name: string, nearest: string | undefined][] = [
  ["minimun_magnitude", "minimum_magnitude"],
  ["minimum_distances", "minimum_distance"],
  ["poe", "poes"],
  ["notes", undefined],
  ["investigation_time", undefined],
];

for (const [name, nearest] of CASES) {
  Deno.test(`nearestName() of ${name} is ${nearest}`, () => equal(nearestName(name, KNOWN), nearest));
}
