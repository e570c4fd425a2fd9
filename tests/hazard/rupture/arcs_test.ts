import { arc } from "../../../hazard/rupture/arcs.ts";
import { assertClose } from "../geo/close.ts";

Deno.test("arc is R asin on both sides of the limit of its series", () => {
  for (const sine of [0, 1e-12, 1e-4, 0.05, 0.0799999, 0.08, 0.0800001, 0.5, 1]) {
    for (const signed of [sine, -sine]) {
      assertClose([arc(signed)], [6371 * Math.asin(signed)], {
        relative: 1e-15,
        absolute: 0,
        what: `${signed}`,
      });
    }
  }
});
