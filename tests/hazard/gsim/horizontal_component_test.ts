import assert from "node:assert/strict";
import {
  conversionOf,
  forGeometricMean,
  type HorizontalComponent,
} from "../../../hazard/gsim/horizontal_component.ts";
import { createModel } from "../../../hazard/gsim/registry.ts";
import { parseImt } from "../../../hazard/imt.ts";

/** Median, sigma and factor, as IMC[component].apply_conversion(imt) of the reference (hazardlib/const.py) gives them. */
const EXPECTED: [HorizontalComponent, string, number, number, number][] = [
  ["GMRotI50", "PGA", 1.0, 0.02, 1.0],
  ["GMRotI50", "PGV", 1.0, 0.03, 1.0],
  ["GMRotI50", "SA(0.02)", 1.0, 0.03, 1.0],
  ["GMRotI50", "SA(0.1)", 1.0, 0.03, 1.0],
  ["GMRotI50", "SA(0.15)", 1.0, 0.03, 1.0],
  ["GMRotI50", "SA(0.3)", 1.0, 0.034140722453786375, 1.0],
  ["GMRotI50", "SA(0.58)", 1.0, 0.03807892382665557, 1.0],
  ["GMRotI50", "SA(0.8)", 1.0, 0.04, 1.0],
  ["GMRotI50", "SA(2.0)", 1.0, 0.04, 1.0],
  ["GMRotI50", "SA(4.5)", 1.0, 0.04, 1.0],
  ["GMRotI50", "SA(6.0)", 1.0, 0.04, 1.0],
  ["GMRotI50", "SA(10.0)", 1.0, 0.04, 1.0],
  ["GMRotI50", "IA", 1.0, 0.0, 1.0],
  ["RANDOM_HORIZONTAL", "PGA", 1.0, 0.07, 1.03],
  ["RANDOM_HORIZONTAL", "SA(0.02)", 1.0, 0.07, 1.05],
  ["RANDOM_HORIZONTAL", "SA(0.1)", 1.0, 0.07, 1.05],
  ["RANDOM_HORIZONTAL", "SA(0.15)", 1.0, 0.07, 1.05],
  ["RANDOM_HORIZONTAL", "SA(0.3)", 1.0, 0.0865628898151455, 1.05],
  ["RANDOM_HORIZONTAL", "SA(0.58)", 1.0, 0.10231569530662227, 1.05],
  ["RANDOM_HORIZONTAL", "SA(0.8)", 1.0, 0.11, 1.05],
  ["RANDOM_HORIZONTAL", "SA(2.0)", 1.0, 0.11, 1.05],
  ["RANDOM_HORIZONTAL", "SA(4.5)", 1.0, 0.11, 1.05],
  ["RANDOM_HORIZONTAL", "SA(6.0)", 1.0, 0.11, 1.05],
  ["RANDOM_HORIZONTAL", "SA(10.0)", 1.0, 0.11, 1.05],
  ["RANDOM_HORIZONTAL", "IA", 1.0, 0.0, 1.0],
  ["GREATER_OF_TWO_HORIZONTAL", "PGA", 1.117, 0.0, 1.0],
  ["GREATER_OF_TWO_HORIZONTAL", "PGV", 1.0, 0.0, 1.0],
  ["GREATER_OF_TWO_HORIZONTAL", "SA(0.02)", 1.117, 0.0, 1.0],
  ["GREATER_OF_TWO_HORIZONTAL", "SA(0.1)", 1.117, 0.0, 1.0],
  ["GREATER_OF_TWO_HORIZONTAL", "SA(0.15)", 1.1286701118861402, 0.0, 1.0],
  ["GREATER_OF_TWO_HORIZONTAL", "SA(0.3)", 1.1486202999268318, 0.0, 1.0],
  ["GREATER_OF_TWO_HORIZONTAL", "SA(0.58)", 1.1662670560968638, 0.0, 1.0],
  ["GREATER_OF_TWO_HORIZONTAL", "SA(0.8)", 1.1707868512539656, 0.0, 1.0],
  ["GREATER_OF_TWO_HORIZONTAL", "SA(2.0)", 1.183665138895816, 0.0, 1.0],
  ["GREATER_OF_TWO_HORIZONTAL", "SA(4.5)", 1.1954765087911727, 0.0, 1.0],
  ["GREATER_OF_TWO_HORIZONTAL", "SA(6.0)", 1.226251599620106, 0.0, 1.0],
  ["GREATER_OF_TWO_HORIZONTAL", "SA(10.0)", 1.266, 0.0, 1.0],
  ["GREATER_OF_TWO_HORIZONTAL", "IA", 1.0, 0.0, 1.0],
  ["RotD50", "PGA", 1.009, 0.0, 1.0],
  ["RotD50", "PGV", 1.0, 0.0, 1.0],
  ["RotD50", "SA(0.02)", 1.009, 0.0, 1.0],
  ["RotD50", "SA(0.1)", 1.010074404246876, 0.0, 1.0],
  ["RotD50", "SA(0.15)", 1.0142090976981326, 0.0, 1.0],
  ["RotD50", "SA(0.3)", 1.0212774028393332, 0.0, 1.0],
  ["RotD50", "SA(0.58)", 1.028, 0.0, 1.0],
  ["RotD50", "SA(0.8)", 1.030176426118425, 0.0, 1.0],
  ["RotD50", "SA(2.0)", 1.0363777340560805, 0.0, 1.0],
  ["RotD50", "SA(4.5)", 1.0418659790112828, 0.0, 1.0],
  ["RotD50", "SA(6.0)", 1.0560875555290108, 0.0, 1.0],
  ["RotD50", "SA(10.0)", 1.077, 0.0, 1.0],
  ["RotD50", "IA", 1.0, 0.0, 1.0],
];

Deno.test("conversionOf() has the figures of the reference", () => {
  for (const [component, imt, ...expected] of EXPECTED) {
    const { median, sigma, factor } = conversionOf(component, parseImt(imt));
    [median, sigma, factor].forEach((figure, k) =>
      assert.ok(
        Math.abs(figure - expected[k]) < 1e-12,
        `${component} ${imt}: ${figure}, expected ${expected[k]}`,
      )
    );
  }
});

Deno.test("forGeometricMean() leaves models of that component as they are", async () => {
  const model = await createModel("AkkarBommer2010");
  assert.equal(forGeometricMean(model), model);
  const rotated = await createModel("BooreEtAl2014");
  assert.notEqual(forGeometricMean(rotated), rotated);
});
