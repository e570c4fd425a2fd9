/** MeshSurface is checked against the reference; here TopEdge against looking at all its segments. */
import assert from "node:assert/strict";
import { direction } from "../../../hazard/geo/vector.ts";
import { FaultMesh } from "../../../hazard/rupture/fault_mesh.ts";
import { type Segment, segmentDistance, TopEdge } from "../../../hazard/rupture/top_edge.ts";

const COLS = 40;

/** Two rows of points; the upper one follows `lon` and `lat`. */
function meshAlong(lon: (j: number) => number, lat: (j: number) => number): FaultMesh {
  const column = (value: (j: number) => number) =>
    Float64Array.from({ length: 2 * COLS }, (_, i) => value(i % COLS));
  return new FaultMesh(2, COLS, column(lon), column(lat), Float64Array.from(column(() => 1)));
}

const EDGES: Record<string, FaultMesh> = {
  "straight": meshAlong((j) => 20 + 0.02 * j, (j) => 40 + 0.01 * j),
  "curved": meshAlong((j) => 20 + 0.5 * Math.sin(j / 13), (j) => 40 + 0.5 * Math.cos(j / 13)),
  "zigzag with uneven steps": meshAlong((j) => 20 + 0.002 * j * j, (j) => 40 + 0.1 * (j % 3)),
  "across oceans": meshAlong((j) => 20 + 2.5 * j, (j) => 10 * Math.sin(j / 5)),
};

for (const [name, mesh] of Object.entries(EDGES)) {
  Deno.test(`rx of a ${name} top edge is the distance to its nearest segment`, () => {
    for (const [firstCol, numVertices] of [[0, COLS], [3, 2], [5, 3], [7, 4], [2, 17]]) {
      const last = numVertices - 2;
      const segments: Segment[] = Array.from({ length: numVertices - 1 }, (_, j) => {
        const kind = last === 0 ? "line" : j === 0 ? "backward" : j === last ? "forward" : "segment";
        return mesh.edge(kind, 0, firstCol + j);
      });
      const edge = new TopEdge(mesh, 0, firstCol, numVertices);
      for (let i = 0; i < 2000; i++) {
        const vertex = i % COLS, distance = [0, 1e-9, 0.01, 0.3, 3, 40][i % 6];
        const { x, y, z } = direction(
          mesh.lon[vertex] + distance * Math.sin(i),
          mesh.lat[vertex] + distance * Math.cos(i),
        );
        let expected = Infinity;
        for (const segment of segments) {
          const signed = segmentDistance(segment, x, y, z);
          if (Math.abs(signed) < Math.abs(expected)) expected = signed;
        }
        const actual = edge.rx(x, y, z);
        assert.ok(Object.is(actual, expected), `site ${i}: ${actual} instead of ${expected}`);
      }
    }
  });
}
