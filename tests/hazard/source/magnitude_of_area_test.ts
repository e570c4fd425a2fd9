/** Figures of hazardlib (get_median_mag and get_std_dev_mag in golden/hazardlib/msr.json). */
import assert from "node:assert/strict";
import { magnitudeOfArea } from "../../../hazard/source/magnitude_of_area.ts";
import { assertClose, readData } from "../geo/close.ts";

const { areas, rakes, magnitudes, deviations } = readData("magnitudes_of_areas.json", import.meta.url);

for (const relation of Object.keys(magnitudes)) {
  Deno.test(`magnitudeOfArea agrees with the reference: ${relation}`, () => {
    areas.forEach((area: number, i: number) => {
      const all = rakes.map((rake: number | null) => magnitudeOfArea(relation, area, rake ?? undefined));
      const what = `area ${area}`;
      assertClose(all.map(({ mag }: { mag: number }) => mag), magnitudes[relation][i], {
        absolute: 1e-12,
        what,
      });
      assert.deepEqual(all.map(({ sigma }: { sigma: number }) => sigma), deviations[relation][i]);
    });
  });
}

Deno.test("a relation that gives no magnitudes is named together with those that do", () => {
  assert.throws(
    () => magnitudeOfArea("PointMSR", 100, 0),
    /PointMSR gives no magnitude .* those that do are WC1994/,
  );
});
