import { deepEqual, equal, ok } from "node:assert/strict";
import { ALIASES, defaultValues, iniDefaults, PARAMETERS } from "../../../calculators/parameters/list.ts";

Deno.test("the list has the 163 parameters of the reference, three of them as aliases or set by the program", () => {
  equal(Object.keys(PARAMETERS).length, 160);
  const others = ["inputs", "mean_hazard_curves", "quantile_hazard_curves"];
  ok(others.every((name) => !(name in PARAMETERS)));
});

Deno.test("every parameter says what it means in a line", () => {
  for (const [name, { doc }] of Object.entries(PARAMETERS)) {
    ok(doc.length > 8 && !doc.includes("\n"), name);
  }
});

Deno.test("aliases lead to parameters", () => {
  for (const name of Object.values(ALIASES)) ok(name in PARAMETERS);
});

Deno.test("defaultValues() are undefined where there is no default", () => {
  const { investigation_time, maximum_distance, mean, random_seed, reference_vs30_value } = defaultValues();
  deepEqual([investigation_time, maximum_distance, mean, random_seed], [undefined, undefined, true, 42]);
  ok(Number.isNaN(reference_vs30_value));
});

Deno.test("iniDefaults() shows the defaults as the reference does, with old names", () => {
  const defaults = iniDefaults();
  deepEqual(
    [
      defaults.investigation_time,
      defaults.poes,
      defaults.intensity_measure_types,
      defaults.rupture_mesh_spacing,
    ],
    [null, [], "", 5],
  );
  deepEqual([defaults.individual_curves, defaults.quantile_hazard_curves], [null, []]);
  deepEqual([defaults.mean_hazard_curves, defaults.max_hazard_curves], [true, false]);
  deepEqual([defaults.extreme_gmv, defaults.inputs], [{ default: null }, {}]);
  const without = [
    "reference_vs30_value",
    "maximum_distance",
    "truncation_level",
    "calculation_mode",
    "region_constraint",
  ];
  ok(without.every((name) => !(name in defaults)));
  // JSON can hold them all
  deepEqual(JSON.parse(JSON.stringify(defaults)), defaults);
});
