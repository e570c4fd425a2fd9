import assert from "node:assert/strict";
import { readNumberColumns, readPolygons } from "../../formats/shapefile.ts";
import { isInside } from "../../hazard/geo/rings.ts";

const FOLDER = new URL("../calculators/shake_map_jobs/shapes/", import.meta.url).pathname;

Deno.test("isInside(): holes, several parts, and edges, which belong to no polygon", async () => {
  const [square, holed, filling] = readPolygons(await Deno.readFile(`${FOLDER}shapes.shp`));
  assert.deepEqual([square, holed, filling].map(({ rings }) => rings.length), [1, 2, 2]);
  const places: readonly (readonly [number, number, number])[] = [
    [20.1, 40.1, 0],
    [20.2, 40.1, -1], // on the edge that both share
    [20.2000001, 40.1, 1],
    [20.22, 40.05, 2],
    [20.21, 40.05, -1],
    [20.3, 40.05, 1],
    [21.09, 41.1, 2],
    [21.01, 41.1, -1],
    [19, 40.1, -1],
  ];
  for (const [lon, lat, expected] of places) {
    const found = [square, holed, filling].findIndex((polygon) => isInside(polygon, lon, lat));
    assert.equal(found, expected, `${lon} ${lat}`);
  }
});

Deno.test("readNumberColumns() reads numbers, empty cells as NaN", async () => {
  const bytes = await Deno.readFile(`${FOLDER}shapes.dbf`);
  assert.deepEqual(readNumberColumns(bytes).get("PGA"), Float64Array.of(20, 30, 40));
  assert.ok(!readNumberColumns(bytes).has("NAME"));
  const text = new TextDecoder("latin1").decode(bytes), at = text.indexOf("20.000000000000000");
  assert.ok(at > 0);
  bytes.fill(0x20, at, at + 18);
  assert.deepEqual(readNumberColumns(bytes).get("PGA"), Float64Array.of(NaN, 30, 40));
});

Deno.test("files that are cut off or of another kind are refused", async () => {
  const shapes = await Deno.readFile(`${FOLDER}shapes.shp`),
    table = await Deno.readFile(`${FOLDER}shapes.dbf`);
  assert.throws(() => readPolygons(shapes.subarray(0, shapes.length - 8)), /is cut off/);
  assert.throws(() => readPolygons(table), /is not a shapefile/);
  assert.throws(() => readNumberColumns(table.subarray(0, table.length - 8)), /is cut off/);
  const points = shapes.slice();
  points[108] = 1;
  assert.throws(() => readPolygons(points), /expected polygons, got shapes of type 1/);
});
