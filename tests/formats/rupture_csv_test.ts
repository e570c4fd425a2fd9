import { deepEqual, throws } from "node:assert/strict";
import { readRuptureCsv } from "../../formats/rupture_csv.ts";
import { InputError } from "../../hazard/input_error.ts";

const TYPES = `#,,"trts=['Active Shallow Crust', 'Volcanic']"\n`;
const HEADER = "seed,mag,rake,lon,lat,dep,multiplicity,trt,kind,mesh,extra\n";
const PLANE = `"[[[[11, 11.1, 11, 11.1]], [[45, 45, 45, 45]], [[1, 1, 9, 9]]]]"`;
const EXTRA = `"{""occurrence_rate"": 0.001}"`;

function row({ trt = "Volcanic", mag = "6.1", mesh = PLANE, extra = EXTRA } = {}): string {
  return `11,${mag},90,11.05,45,6,1,${trt},ParametricProbabilisticRupture PlanarSurface,${mesh},${extra}\n`;
}

Deno.test("ruptures are read with their surfaces", () => {
  const { tectonicRegionTypes, ruptures } = readRuptureCsv(
    TYPES + HEADER + row() + row({ extra: `"{""occurrence_rate"": NaN}"` }),
    "ruptures.csv",
  );
  deepEqual(tectonicRegionTypes, ["Active Shallow Crust", "Volcanic"]);
  deepEqual(ruptures[0], {
    line: 3,
    seed: 11,
    mag: 6.1,
    rake: 90,
    hypocentre: { lon: 11.05, lat: 45, depth: 6 },
    tectonicRegionType: "Volcanic",
    kind: "ParametricProbabilisticRupture PlanarSurface",
    meshes: [{ rows: 1, cols: 4, lon: [11, 11.1, 11, 11.1], lat: [45, 45, 45, 45], depth: [1, 1, 9, 9] }],
    occurrenceRate: 0.001,
  });
  deepEqual(ruptures[1].occurrenceRate, NaN);
});

const WRONG: [what: string, text: string, message: RegExp][] = [
  ["no first line", HEADER + row(), /ruptures\.csv.*1.*expected a first line like/],
  ["a missing column", TYPES + HEADER.replace("mag,", "magnitude,") + row(), /mag/],
  ["no ruptures", TYPES + HEADER, /there are no ruptures/],
  ["an unknown type", TYPES + HEADER + row({ trt: "Shield" }), /3.*trt.*"Shield" is not among those/],
  ["a magnitude that is none", TYPES + HEADER + row({ mag: "big" }), /3.*mag.*big/],
  ["a surface that is no JSON", TYPES + HEADER + row({ mesh: "[[" }), /3.*mesh.*expected JSON/],
  ["a surface without depths", TYPES + HEADER + row({ mesh: `"[[[[1, 2]], [[1, 2]]]]"` }), /3.*mesh.*depths/],
  ["uneven rows", TYPES + HEADER + row({ mesh: `"[[[[1, 2]], [[1]], [[1, 2]]]]"` }), /3.*mesh.*equally many/],
];
for (const [what, text, message] of WRONG) {
  Deno.test(`a file of ruptures with ${what} is refused`, () => {
    throws(() => readRuptureCsv(text, "ruptures.csv"), (error) => {
      return error instanceof InputError && message.test(error.message);
    });
  });
}
