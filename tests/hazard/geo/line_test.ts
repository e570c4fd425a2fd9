/** Figures of the reference engine (data/*.json, see ../source/data/regenerate.py). */
import assert from "node:assert/strict";
import { resampleLine } from "../../../hazard/geo/line.ts";
import { assertClose, readData } from "./close.ts";

const line = (points: number[][]) => ({ lon: points.map(([lon]) => lon), lat: points.map(([, lat]) => lat) });

for (const { name, trace, spacing, out } of readData("lines.json", import.meta.url)) {
  Deno.test(`resampleLine agrees with the reference: ${name}`, () => {
    const { lon, lat } = resampleLine(line(trace), spacing);
    assertClose(lon, out.map((point: number[]) => point[0]), { what: "lon" });
    assertClose(lat, out.map((point: number[]) => point[1]), { what: "lat" });
  });
}

Deno.test("resampleLine agrees with the golden figures", () => {
  for (
    const { trace, section_length: spacing, out } of readData("geodetic.json", import.meta.url).line_resample
  ) {
    const { lon, lat } = resampleLine(line(trace), spacing);
    assertClose(lon, out[0], { what: "lon" });
    assertClose(lat, out[1], { what: "lat" });
  }
});

Deno.test("resampleLine refuses a line of one point", () => {
  assert.throws(() => resampleLine({ lon: [1, 1], lat: [2, 2] }, 1), /2 different points/);
});
