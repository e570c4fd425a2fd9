import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { type NamedPolygon, readNamedPolygons } from "../../formats/boundaries.ts";

type Points = readonly (readonly number[])[];
const SQUARE: Points = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]];
const HOLE: Points = [[1, 1], [2, 1], [2, 2], [1, 1]];
const FAR: Points = [[-170, 0], [-166, 0], [-166, 4], [-170, 0]];

/** Rings of polygons by name, as they should be read. */
const EXPECTED = [
  { name: "A", outline: SQUARE, holes: [HOLE] },
  { name: "B", outline: FAR, holes: [] },
  { name: "B", outline: SQUARE, holes: [] },
];

function plain({ name, outline, holes }: NamedPolygon) {
  const points = ({ x, y }: NamedPolygon["outline"]) => Array.from(x, (value, i) => [value, y[i]]);
  return { name, outline: points(outline), holes: holes.map(points) };
}

/** Well-known binary of a polygon, its points with as many coordinates as `kind` says. */
function polygonBytes(rings: readonly Points[], isLittle: boolean, kind: number): number[] {
  return [
    ...integer(kind, isLittle),
    ...integer(rings.length, isLittle),
    ...rings.flatMap((ring) => [
      ...integer(ring.length, isLittle),
      ...ring.flatMap((point) => [...point, ...kind > 1000 ? [7] : []].flatMap((x) => float(x, isLittle))),
    ]),
  ];
}

function integer(value: number, isLittle: boolean): number[] {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value, isLittle);
  return [...new Uint8Array(view.buffer)];
}

function float(value: number, isLittle: boolean): number[] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value, isLittle);
  return [...new Uint8Array(view.buffer)];
}

/** The header of a geometry with an envelope of so many bytes. */
function header(flags: number, envelopeBytes: number): number[] {
  return [0x47, 0x50, 0, flags, ...integer(4326, true), ...new Array(envelopeBytes).fill(0)];
}

const GEOMETRIES: Record<string, number[]> = {
  little: [...header(0b11, 32), 1, ...polygonBytes([SQUARE, HOLE], true, 3)],
  multi: [
    ...header(0b01, 0),
    0,
    ...integer(6, false),
    ...integer(2, false),
    ...[0, ...polygonBytes([FAR], false, 3)],
    ...[1, ...polygonBytes([SQUARE], true, 1003)],
  ],
  empty: [...header(0b10001, 0), 1, ...integer(3, true), ...integer(0, true)],
};

async function geoPackage(rows: readonly [name: string | null, bytes: number[] | null][]): Promise<string> {
  const path = await Deno.makeTempFile({ suffix: ".gpkg" });
  const database = new DatabaseSync(path);
  database.exec(
    'CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT); CREATE TABLE "some models" ' +
      "(fid INTEGER PRIMARY KEY, geom BLOB, name TEXT); INSERT INTO gpkg_geometry_columns VALUES ('some models', 'geom')",
  );
  const insert = database.prepare('INSERT INTO "some models" (geom, name) VALUES (?, ?)');
  for (const [name, bytes] of rows) insert.run(bytes && Uint8Array.from(bytes), name);
  database.close();
  return path;
}

async function geoJson(content: unknown): Promise<string> {
  const path = await Deno.makeTempFile({ suffix: ".geojson" });
  await Deno.writeTextFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

function feature(name: string | null, type: string, coordinates: unknown) {
  return { type: "Feature", properties: { name }, geometry: { type, coordinates } };
}

Deno.test("readNamedPolygons() reads a GeoPackage in either byte order, with envelopes, heights, holes and parts", async () => {
  const { little, multi, empty } = GEOMETRIES;
  const path = await geoPackage([["A", little], ["B", multi], [null, little], ["C", null], ["D", empty]]);
  assert.deepEqual((await readNamedPolygons(path, "name")).map(plain), EXPECTED);
});

Deno.test("readNamedPolygons() reads GeoJSON", async () => {
  const path = await geoJson({
    type: "FeatureCollection",
    features: [
      feature("A", "Polygon", [SQUARE, HOLE]),
      feature("B", "MultiPolygon", [[FAR], [SQUARE]]),
      feature(null, "Polygon", [SQUARE]),
      { type: "Feature", properties: { name: "C" }, geometry: null },
    ],
  });
  assert.deepEqual((await readNamedPolygons(path, "name")).map(plain), EXPECTED);
});

const { little } = GEOMETRIES;
const collection = (...features: unknown[]) => geoJson({ type: "FeatureCollection", features });

const WRONG: [name: string, file: () => Promise<string>, message: RegExp][] = [
  ["a missing file", () => Promise.resolve("/no/models.gpkg"), /^\/no\/models\.gpkg: No such file$/],
  ["a folder", () => Deno.makeTempDir({ suffix: ".gpkg" }), /: No such file$/],
  ["another kind", () => Deno.makeTempFile({ suffix: ".shp" }), /: expected a file \.gpkg or \.geojson$/],
  ["a GeoPackage that is none", async () => {
    const path = await Deno.makeTempFile({ suffix: ".gpkg" });
    await Deno.writeTextFile(path, "no database, but long enough to look like one".repeat(100));
    return path;
  }, /: file is not a database$/],
  ["an empty GeoPackage", () => Deno.makeTempFile({ suffix: ".gpkg" }), /: no such table/],
  ["no rows", () => geoPackage([]), /: holds no polygons with a "name"$/],
  ["no geometry", () => geoPackage([["A", [1, 2, 3]]]), /: a geometry does not begin with "GP"$/],
  [
    "a strange envelope",
    () => geoPackage([["A", header(0b1011, 0)]]),
    /: a geometry has an unknown kind of envelope$/,
  ],
  [
    "a point",
    () => geoPackage([["A", [...header(1, 0), 1, ...integer(1, true)]]]),
    /: expected polygons, got geometry 1$/,
  ],
  ["a cut geometry", () => geoPackage([["A", little.slice(0, 60)]]), /: .*bounds/],
  ["GeoJSON that is none", () => geoJson("{"), /: Expected property name/],
  ["GeoJSON without features", () => geoJson({}), /: expected a FeatureCollection$/],
  [
    "a line",
    () => collection(feature("A", "LineString", SQUARE)),
    /: expected polygons, got a geometry LineString$/,
  ],
  [
    "a polygon without rings",
    () => collection(feature("A", "Polygon", [])),
    /: expected lists of coordinates$/,
  ],
  [
    "a point that is none",
    () => collection(feature("A", "Polygon", [[["x", 0]]])),
    /: expected points \[longitude, latitude\]$/,
  ],
  ["no names", () => collection(feature(null, "Polygon", [SQUARE])), /: holds no polygons with a "name"$/],
];

for (const [name, file, message] of WRONG) {
  Deno.test(`readNamedPolygons() refuses ${name}`, async () => {
    await assert.rejects(file().then((path) => readNamedPolygons(path, "name")), {
      name: "InputError",
      message,
    });
  });
}
