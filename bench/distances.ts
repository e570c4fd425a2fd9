/**
 * What distances from ruptures to sites cost, on one thread: minimum of many short repeats, which other work on the
 * machine hardly disturbs.
 * usage: deno task bench:kernels
 */
import { pointAt } from "../hazard/geo/geodesy.ts";
import { FaultDistances } from "../hazard/rupture/fault_distances.ts";
import { FaultMesh } from "../hazard/rupture/fault_mesh.ts";
import { MeshSurface } from "../hazard/rupture/mesh_surface.ts";
import type { RuptureSurface } from "../hazard/rupture/rupture.ts";
import { siteCollection } from "../hazard/site/site_collection.ts";
import { pointSourceRuptures } from "../hazard/source/point_source.ts";
import type { PointSource } from "../hazard/source/source.ts";
import { plainMeshDistances, simdMeshDistances } from "../kernels/mesh_distances.ts";

const REPEAT_MS = 500, KINDS = ["rrup", "rjb", "rx", "ry0"] as const;
/** Sites of a tile of a classical calculation, and of a whole one. */
const NUM_SITES = [64, 8192];

/** A number between 0 and 1 for each i, spread evenly. */
const spread = (i: number, irrational: number) => (i * irrational) % 1;

/** Least nanoseconds of a call among those in REPEAT_MS, divided by `count`. */
function nanoseconds(call: (repeat: number) => void, count: number): number {
  let least = Infinity, start = performance.now();
  const stop = start + REPEAT_MS;
  for (let repeat = 0; start < stop; repeat++) {
    call(repeat);
    const end = performance.now();
    least = Math.min(least, end - start);
    start = end;
  }
  return 1e6 * least / count;
}

/** A slightly bent fault of `rows` x `cols` points every 2 km, in the middle of the sites. */
function bentMesh(rows: number, cols: number): FaultMesh {
  const [lon, lat, depth] = [0, 1, 2].map(() => new Float64Array(rows * cols));
  for (let col = 0; col < cols; col++) {
    const [topLon, topLat] = pointAt(12, 42.5, 30 + 0.2 * col, 2 * col);
    for (let row = 0; row < rows; row++) {
      const i = row * cols + col;
      [lon[i], lat[i]] = pointAt(topLon, topLat, 120, 1.4 * row);
      depth[i] = 1 + 1.4 * row;
    }
  }
  return new FaultMesh(rows, cols, lon, lat, depth);
}

const POINT: PointSource = {
  kind: "point",
  id: "1",
  name: "point",
  tectonicRegionType: "Active Shallow Crust",
  lon: 12,
  lat: 43,
  mfd: { kind: "truncatedGR", aValue: 3, bValue: 1, minMag: 5, maxMag: 7 },
  nodalPlanes: [
    { probability: 0.6, strike: 130, dip: 50, rake: -90 },
    { probability: 0.4, strike: 310, dip: 60, rake: -90 },
  ],
  hypocentralDepths: [{ probability: 0.5, depth: 7 }, { probability: 0.5, depth: 12 }],
  upperSeismogenicDepth: 0,
  lowerSeismogenicDepth: 18,
  magScaleRel: "WC1994",
  ruptureAspectRatio: 1.5,
  file: "bench",
  line: 1,
};

/** Sites on a field of 4 by 4 degrees. */
function sitesAround(size: number) {
  const column = (from: number, irrational: number) =>
    Float64Array.from({ length: size }, (_, i) => from + 4 * spread(i, irrational));
  return siteCollection(column(10, 0.618034), column(41, 0.414214), new Float64Array(size), {});
}

function print(name: string, values: readonly number[], digits: number): void {
  console.log(`  ${name.padEnd(34)}${values.map((value) => value.toFixed(digits).padStart(9)).join("")}`);
}

const header = NUM_SITES.map((size) => `${size} sites`.padStart(11)).join("");

const SHAPES = [[9, 61], [40, 125]];
console.log(`${"ns per site and point of a mesh".padEnd(32)}${header}`);
for (const [rows, cols] of SHAPES) {
  const mesh = bentMesh(rows, cols), window = { start: 0, rows, cols, stride: cols };
  for (
    const [how, distances] of [["plain", plainMeshDistances()], [
      "vectors",
      await simdMeshDistances(),
    ]] as const
  ) {
    if (distances === undefined) continue;
    const costs = NUM_SITES.map((numSites) => {
      const size = Math.min(numSites, distances.sites.x.length), { x, y, z } = sitesAround(size);
      distances.sites.x.set(x);
      distances.sites.y.set(y);
      distances.sites.z.set(z);
      return nanoseconds(() => distances.nearestSquares(size, mesh, window), size * rows * cols);
    });
    print(`${rows} x ${cols} points, ${how}`, costs, 2);
  }
}

/** Costs of each distance per site. */
function printSurface(name: string, surface: RuptureSurface): void {
  for (const kind of KINDS) {
    const costs = NUM_SITES.map((size) => {
      const sites = sitesAround(size), all = Uint32Array.from(sites.lon.keys()), out = new Float64Array(size);
      return nanoseconds(() => surface[kind](sites, all, size, out), size);
    });
    print(`${kind} of ${name}`, costs, 1);
  }
}

console.log(`${"ns per site".padEnd(32)}${header}`);
for (const [rows, cols] of SHAPES) {
  printSurface(`a mesh of ${rows} x ${cols}`, new MeshSurface(bentMesh(rows, cols), 0, 0, rows, cols));
}
printSurface("a rectangle", pointSourceRuptures(POINT, 0.2)[5].ruptures[0].surface);

const NUM_NEAR = 64, near = sitesAround(NUM_NEAR), all = Uint32Array.from(near.lon.keys());
const positions = new Uint32Array(NUM_NEAR), out = KINDS.map(() => new Float64Array(NUM_NEAR));

console.log("ns per rupture and site, 64 sites");
{
  const mesh = bentMesh(9, 61), distances = new FaultDistances(near, NUM_NEAR);
  let numWindows = 0;
  /** Windows of two sizes, as of two magnitudes. */
  const visit = (work: (surface: MeshSurface, count: number) => void) => {
    numWindows = 0;
    distances.restart(mesh, all, NUM_NEAR);
    for (const rows of [3, 6]) {
      const window = { rows, cols: 3 * rows };
      for (let row = 0; row <= mesh.rows - rows; row++) {
        for (let col = 0; col <= mesh.cols - window.cols; col++, numWindows++) {
          const count = distances.within(300, window, row, col, positions, out[0]);
          work(new MeshSurface(mesh, row, col, rows, window.cols), count);
        }
      }
    }
  };
  visit(() => {});
  const perRupture = (work: (surface: MeshSurface, count: number) => void) =>
    nanoseconds(() => visit(work), numWindows * NUM_NEAR);
  print("fault: rrup", [perRupture(() => {})], 1);
  print("fault: rrup, rjb", [perRupture((surface, n) => distances.rjb(surface, positions, n, out[1]))], 1);
  print("fault: rrup, rx", [perRupture((surface, n) => distances.rx(surface, positions, n, out[2]))], 1);
}
{
  // points of an area, at two places in turn
  const points = [POINT, { ...POINT, lon: 12.1 }];
  const visit = (source: PointSource, kinds: typeof KINDS[number][]) => {
    let numRuptures = 0;
    for (const { ruptures } of pointSourceRuptures(source, 0.2)) {
      numRuptures += ruptures.length;
      for (const { surface } of ruptures) {
        kinds.forEach((kind, c) => surface[kind](near, all, NUM_NEAR, out[c]));
      }
    }
    return numRuptures;
  };
  const count = visit(POINT, []) * NUM_NEAR;
  for (const kinds of [[], ["rrup"], ["rrup", "rjb"], ["rrup", "rjb", "rx"]] as const) {
    const cost = nanoseconds((repeat) => visit(points[repeat % 2], [...kinds]), count);
    print(`point: ${["rupture", ...kinds].join(", ")}`, [cost], 1);
  }
}
