import assert from "node:assert/strict";
import { readShakeMapGrid, withUncertainty } from "../../../formats/shakemap/grid_xml.ts";
import { InputError } from "../../../hazard/input_error.ts";

/** A grid with the columns and rows given. */
function gridOf(columns: readonly string[], ...rows: readonly string[]): string {
  const fields = columns.map((name, i) => `<grid_field index="${i + 1}" name="${name}" units=""/>`);
  return `<?xml version="1.0"?>
<shakemap_grid xmlns="http://earthquake.usgs.gov/eqcenter/shakemap">${fields.join("")}
<grid_data>
${rows.join("\n")}
</grid_data></shakemap_grid>`;
}

Deno.test("readShakeMapGrid() reads medians and deviations in single precision, and what is not known", () => {
  const columns = ["LON", "LAT", "PGA", "STDPGA", "PSA03", "SVEL", "URAT"];
  const map = readShakeMapGrid(
    gridOf(columns, "10.1 45 3.5 .4 nan 300 1", "10.2 45 0 .5 7 nan 1"),
    "grid.xml",
  );
  assert.equal(map.size, 2);
  assert.deepEqual(map.lon, Float32Array.of(10.1, 10.2));
  assert.deepEqual([...map.medians], [
    ["PGA", Float32Array.of(3.5, 0)],
    ["SA(0.3)", Float32Array.of(NaN, 7)],
  ]);
  assert.deepEqual([...map.deviations], [
    ["PGA", Float32Array.of(.4, .5)],
    ["SA(0.3)", Float32Array.of(0, 0)],
  ]);
});

const THREE = ["LON", "LAT", "PGA"];
const WRONG: readonly (readonly [string, string, RegExp])[] = [
  ["another file", "<nrml/>", /^g.xml:1: expected a shakemap_grid with grid_data, got <nrml>$/],
  ["no rows", gridOf(THREE), /^g.xml:3: grid_data is empty$/],
  ["no place", gridOf(["LON", "PGA"], "1 2"), /^g.xml:2: there is no grid_field LAT$/],
  ["no shaking", gridOf(["LON", "LAT", "SVEL"], "1 2 3"), /there is no grid_field MMI or PGA or/],
  ["a short row", gridOf(THREE, "1 2 3", "1 2"), /^g.xml:5: PGA: expected 3 values or more, got 2$/],
  ["a word", gridOf(THREE, "1 2 much"), /^g.xml:4: PGA: expected a number, got "much"$/],
  ["a negative value", gridOf(THREE, "1 2 -3"), /^g.xml:4: PGA: expected a number from 0 on, got "-3"$/],
  ["no longitude", gridOf(THREE, "181 2 3"), /^g.xml:4: LON: expected a longitude, got "181"$/],
  ["an index", gridOf(THREE, "1 2 3").replace('"3"', '"c"'), /grid_field "PGA": expected the index/],
];
for (const [what, text, message] of WRONG) {
  Deno.test(`readShakeMapGrid() names ${what}`, () => {
    assert.throws(
      () => readShakeMapGrid(text, "g.xml"),
      (error) => error instanceof InputError && message.test(error.message) || assert.fail(String(error)),
    );
  });
}

Deno.test("withUncertainty() refuses deviations at other points, and files without any", () => {
  const grid = readShakeMapGrid(gridOf(THREE, "1 2 3", "1 3 4"), "g.xml");
  const deviations = (...rows: string[]) =>
    readShakeMapGrid(gridOf(["LON", "LAT", "STDPGA"], ...rows), "u.xml");
  assert.deepEqual(
    withUncertainty(grid, deviations("1 2 .5", "1 3 .6"), "u.xml").deviations.get("PGA"),
    Float32Array.of(.5, .6),
  );
  assert.throws(
    () => withUncertainty(grid, deviations("1 2 .5"), "u.xml"),
    /u.xml: has 1 points, the grid 2/,
  );
  assert.throws(() => withUncertainty(grid, deviations("1 2 .5", "1 4 .6"), "u.xml"), /point 2 is at 1 4/);
  assert.throws(() => withUncertainty(grid, grid, "g.xml"), /there are no deviations/);
});
