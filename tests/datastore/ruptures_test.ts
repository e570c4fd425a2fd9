/** Ruptures, their surfaces and events: what is written is read back. */
import assert from "node:assert/strict";
import { readEvents, writeEvents } from "../../datastore/events.ts";
import { openDatastore } from "../../datastore/reader.ts";
import {
  appendGeometries,
  readGeometries,
  readGeometry,
  readRuptures,
  writeRuptures,
} from "../../datastore/ruptures.ts";
import { createDatastore } from "../../datastore/writer.ts";
import { joinGeometries } from "../../hazard/event_set/collect_ruptures.ts";
import { eventTable } from "../../hazard/event_set/event_table.ts";
import { flattenMeshes } from "../../hazard/event_set/geometry.ts";
import { codeOfKind } from "../../hazard/event_set/rupture_kind.ts";
import { ruptureTable } from "../../hazard/event_set/rupture_table.ts";
import { storedRupture } from "../../hazard/event_set/stored_rupture.ts";

const HEADER = { date: "2026-01-31T23:59:59", checksum: 1, inputSize: 2 };

/** The corners of a plane and a mesh of 2 x 3 points. */
const GEOMETRIES = [
  flattenMeshes([{
    rows: 1,
    cols: 4,
    lon: Float32Array.of(10, 10.2, 10, 10.2),
    lat: Float32Array.of(45, 45, 44.9, 44.9),
    depth: Float32Array.of(2, 2, 12, 12),
  }]),
  flattenMeshes([{
    rows: 2,
    cols: 3,
    lon: Float32Array.of(10, 10.1, 10.2, 10, 10.1, 10.2),
    lat: Float32Array.of(45, 45, 45, 44.9, 44.9, 44.9),
    depth: Float32Array.of(1, 1, 1, 11, 11, 11),
  }]),
];

function ruptures() {
  const table = ruptureTable(2);
  table.id.set([2 ** 31 + 7, 2 ** 50]);
  table.seed.set([42, 2 ** 50 + 42]);
  table.code.set([
    codeOfKind({ rupture: "ParametricProbabilisticRupture", surface: "PlanarSurface" }),
    codeOfKind({ rupture: "NonParametricProbabilisticRupture", surface: "SimpleFaultSurface" }),
  ]);
  table.mag.set([6.1, 7.3]);
  table.occurrenceRate.set([1e-3, NaN]);
  table.hypocentre.set([10.1, 44.95, 7, 10.2, 44.9, 5]);
  table.geometry.set([0, 1]);
  return { ...table, model: ["NAF", "???"] };
}

async function roundTrip(path: string) {
  const events = eventTable(3);
  events.id.set([0, 1, 2]);
  events.rupture.set([2 ** 31 + 7, 2 ** 50, 2 ** 50]);
  events.realization.set([1, 0, 65535]);
  events.year.set([12, 4_000_000_000, 1]);
  events.eventSet.set([1, 2, 3]);
  using store = await createDatastore(path, HEADER);
  appendGeometries(store, joinGeometries(GEOMETRIES.slice(0, 1)));
  appendGeometries(store, joinGeometries(GEOMETRIES.slice(1)));
  writeRuptures(store, ruptures());
  writeEvents(store, events);
  return events;
}

Deno.test("ruptures, geometries and events are read back as written", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/calc_1.hdf5`, events = await roundTrip(path);
    using store = await openDatastore(path);
    assert.deepEqual(readRuptures(store), ruptures());
    const second = readRuptures(store, [1, 2]);
    assert.deepEqual([second.size, second.id[0], [...second.hypocentre]], [
      1,
      2 ** 50,
      [10.2, 44.9, 5].map(Math.fround),
    ]);
    assert.deepEqual(readEvents(store), events);
    const geometries = readGeometries(store);
    assert.deepEqual([...geometries.starts], [0, 15, 36]);
    assert.deepEqual(readGeometry(store, 1), GEOMETRIES[1]);
    const rupture = storedRupture(readRuptures(store), 1, geometries);
    assert.equal(rupture.surface.constructor.name, "MeshSurface");
    assert.equal(rupture.surface.zbot, 11);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("codes of kinds of ruptures are those of the reference", () => {
  const surfaces = [
    "PlanarSurface",
    "SimpleFaultSurface",
    "ComplexFaultSurface",
    "KiteSurface",
    "MultiSurface",
  ] as const;
  const codes = (rupture: "ParametricProbabilisticRupture" | "NonParametricProbabilisticRupture") =>
    [...surfaces, "GriddedSurface" as const].map((surface) => codeOfKind({ rupture, surface }));
  assert.deepEqual(codes("ParametricProbabilisticRupture"), [153, 161, 15, 200, 70, 238]);
  assert.deepEqual(codes("NonParametricProbabilisticRupture"), [196, 204, 58, 243, 113, 25]);
});
