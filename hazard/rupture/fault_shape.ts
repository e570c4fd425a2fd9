/** Surfaces of whole faults, of any kind that a source model can describe. */
import { cartesian } from "../geo/geodesy.ts";
import type { Sphere } from "../geo/vector.ts";
import type { FaultSurface, PlaneCorners, PointsInDepth } from "../source/source.ts";
import { checkEdges } from "./complex_fault_edges.ts";
import { estimatedPointsOfMesh, meshOfComplexFault } from "./complex_fault_mesh.ts";
import { ComplexSurface } from "./complex_surface.ts";
import { GriddedSurface } from "./gridded_surface.ts";
import { estimatedPointsOfProfiles, meshOfProfiles } from "./kite_mesh.ts";
import { KiteSurface } from "./kite_surface.ts";
import { MeshSurface } from "./mesh_surface.ts";
import { MultiSurface } from "./multi_surface.ts";
import { PlanarSurface } from "./planar_surface.ts";
import type { Hypocentre, RuptureSurface } from "./rupture.ts";
import { estimatedPointsOfSimpleFault, meshOfSimpleFault } from "./simple_fault_mesh.ts";
import { sphereAround, sphereAroundSpheres } from "./sphere.ts";

/** km between the points of meshes. */
export interface MeshSpacings {
  /** of simple faults */
  readonly simple: number;
  readonly complex: number;
}

/** A surface with what a rupture of all of it needs. */
export interface FaultShape {
  readonly surface: RuptureSurface;
  /** where ruptures of the whole surface start */
  readonly middle: Hypocentre;
  /** holds the surface */
  readonly sphere: Sphere;
}

/** What can be done with a kind of surface; all throw RangeError for an invalid one. */
interface SurfaceKind<S extends FaultSurface> {
  check(surface: S): void;
  numPoints(surface: S, spacings: MeshSpacings): number;
  shape(surface: S, spacings: MeshSpacings): FaultShape;
}

type SurfaceKinds = { readonly [K in FaultSurface["kind"]]: SurfaceKind<Extract<FaultSurface, { kind: K }>> };

const SURFACE_KINDS: SurfaceKinds = {
  simpleFault: {
    check: () => {},
    numPoints: (surface, { simple }) => estimatedPointsOfSimpleFault(surface, simple),
    shape: (surface, { simple }) => {
      const mesh = meshOfSimpleFault(surface, simple);
      const whole = new MeshSurface(mesh, 0, 0, mesh.rows, mesh.cols);
      return { surface: whole, middle: whole.middlePoint(), sphere: mesh.sphere };
    },
  },
  complexFault: {
    check: ({ edges }) => checkEdges(edges),
    numPoints: ({ edges }, { complex }) => estimatedPointsOfMesh(edges, complex),
    shape: ({ edges }, { complex }) => {
      const mesh = meshOfComplexFault(edges, complex), whole = ComplexSurface.whole(mesh);
      return { surface: whole, middle: whole.middlePoint(), sphere: mesh.sphere };
    },
  },
  planar: {
    check: ({ planes }) => planes.forEach(checkPlane),
    numPoints: ({ planes }) => 4 * planes.length,
    shape: ({ planes }) => {
      const surfaces = planes.map(({ lon, lat, depth }) => PlanarSurface.fromCorners(lon, lat, depth));
      const sphere = sphereAroundPoints(planes);
      const surface = surfaces.length === 1 ? surfaces[0] : new MultiSurface(surfaces);
      return { surface, middle: surface.middlePoint(), sphere };
    },
  },
  kite: {
    check: () => {},
    numPoints: ({ surfaces }, { simple }) =>
      surfaces.reduce((sum, { profiles }) => sum + estimatedPointsOfProfiles(profiles, simple, simple), 0),
    shape: ({ surfaces }, { simple }) => {
      const kites = surfaces.map(({ profiles }) =>
        KiteSurface.whole(meshOfProfiles(profiles, simple, simple))
      );
      const surface = kites.length === 1 ? kites[0] : new MultiSurface(kites);
      const sphere = sphereAroundSpheres(kites.map((kite) => kite.sphere));
      return { surface, middle: surface.middlePoint(), sphere };
    },
  },
  gridded: {
    check: () => {},
    numPoints: ({ points }) => points.lon.length,
    shape: ({ points }) => {
      const surface = new GriddedSurface(points);
      return { surface, middle: surface.middlePoint(), sphere: sphereAround(surface) };
    },
  },
};

function kindOf<S extends FaultSurface>(surface: S): SurfaceKind<S> {
  return SURFACE_KINDS[surface.kind] as unknown as SurfaceKind<S>;
}

/** Checks what can be known of a surface before it is made. Throws RangeError that says what is wrong. */
export function checkSurface(surface: FaultSurface): void {
  kindOf(surface).check(surface);
}

/** About how many points the surface is made of, rather too many. */
export function estimatedPointsOfSurface(surface: FaultSurface, spacings: MeshSpacings): number {
  return kindOf(surface).numPoints(surface, spacings);
}

/** Makes a surface. Throws RangeError when it is invalid or too small for the spacing of its mesh. */
export function shapeOf(surface: FaultSurface, spacings: MeshSpacings): FaultShape {
  return kindOf(surface).shape(surface, spacings);
}

/** Share of its area (km²) by which, in km, a plane may differ from a rectangle. */
const RECTANGLE_TOLERANCE = 0.004;

function checkPlane({ lon, lat, depth }: PlaneCorners): void {
  if (depth[0] !== depth[1] || depth[2] !== depth[3]) {
    throw new RangeError(
      `the top and bottom edges must be horizontal, got depths ${
        depth.slice(0, 2).join(" and ")
      } km at the top and ` +
        `${depth.slice(2).join(" and ")} km at the bottom`,
    );
  }
  const { dip, length, width } = PlanarSurface.fromCorners(lon, lat, depth);
  if (!(dip > 0 && dip <= 90)) {
    throw new RangeError("bottomLeft must be below topLeft, so that the plane dips by up to 90 degrees");
  }
  const topLength = chord(lon, lat, depth), bottomLength = 2 * length - topLength;
  if (!(bottomLength > 0)) {
    throw new RangeError(
      "bottomRight must be below topRight, bottomLeft below topLeft: the bottom edge runs backwards",
    );
  }
  if (Math.abs(topLength - bottomLength) > width * length * RECTANGLE_TOLERANCE) {
    throw new RangeError(
      `the top and bottom edges must be of equal length, got ${topLength.toFixed(2)} and ` +
        `${bottomLength.toFixed(2)} km`,
    );
  }
}

/** Straight distance (km) between the first two points. */
function chord(lon: readonly number[], lat: readonly number[], depth: readonly number[]): number {
  const [a, b] = [0, 1].map((i) => cartesian(lon[i], lat[i], depth[i]));
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function sphereAroundPoints(lists: readonly PointsInDepth[]): Sphere {
  const points = lists.flatMap(({ lon, lat, depth }) =>
    lon.map((_, i) => cartesian(lon[i], lat[i], depth[i]))
  );
  return sphereAround({
    x: Float64Array.from(points, ([x]) => x),
    y: Float64Array.from(points, ([, y]) => y),
    z: Float64Array.from(points, ([, , z]) => z),
  });
}
