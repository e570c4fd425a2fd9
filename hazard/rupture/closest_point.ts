/** The point of a rupture that is closest to a site, which few models want to know (hazardlib conventions). */
import { cartesian, geographic } from "../geo/geodesy.ts";
import { difference, dot, type Vector } from "../geo/vector.ts";
import type { SiteCollection } from "../site/site_collection.ts";
import { GriddedSurface } from "./gridded_surface.ts";
import { MeshSurface } from "./mesh_surface.ts";
import { MultiSurface } from "./multi_surface.ts";
import { PlanarSurface } from "./planar_surface.ts";
import type { RuptureSurface } from "./rupture.ts";

/** degrees, and the square of the distance to the site in km */
interface ClosestPoint {
  readonly lon: number;
  readonly lat: number;
  readonly square: number;
}

/**
 * Finds the closest points of a surface: of a plane anywhere, of a mesh or scattered points one of them, of several
 * surfaces the nearest. Of planes that make up one fault the corners count only, as in the reference, of sections all.
 * @throws RangeError for other surfaces
 */
function closestPointFinder(surface: RuptureSurface): (site: Vector) => ClosestPoint {
  if (surface instanceof PlanarSurface) return onPlane(surface);
  if (surface instanceof MeshSurface) return onMesh(surface);
  if (surface instanceof GriddedSurface) return onPoints(surface);
  if (surface instanceof MultiSurface) {
    const finders = surface.surfaces.map((part) =>
      part instanceof PlanarSurface && !surface.areSections ? onCorners(part) : closestPointFinder(part)
    );
    return (site) => finders.map((find) => find(site)).reduce((a, b) => b.square < a.square ? b : a);
  }
  throw new RangeError("closest points are known of planes, meshes and scattered points only");
}

/** Longitudes ("lon") or latitudes (degrees) of the points that are closest to the sites `indices[0..count)`. */
export function closestPoints(
  surface: RuptureSurface,
  coordinate: "lon" | "lat",
  { x, y, z }: SiteCollection,
  indices: Uint32Array,
  count: number,
  out: Float64Array,
): void {
  const find = closestPointFinder(surface);
  for (let k = 0; k < count; k++) {
    const i = indices[k];
    out[k] = find({ x: x[i], y: y[i], z: z[i] })[coordinate];
  }
}

function onPlane(plane: PlanarSurface): (site: Vector) => ClosestPoint {
  return (site) => {
    const point = plane.closestTo(site), away = difference(site, point);
    const [lon, lat] = geographic(point.x, point.y, point.z);
    return { lon, lat, square: dot(away, away) };
  };
}

function onPoints({ points, x, y, z }: GriddedSurface): (site: Vector) => ClosestPoint {
  return (site) => {
    let nearest = 0, least = Infinity;
    for (let j = 0; j < x.length; j++) {
      const square = (x[j] - site.x) ** 2 + (y[j] - site.y) ** 2 + (z[j] - site.z) ** 2;
      if (square < least) [nearest, least] = [j, square];
    }
    return { lon: points.lon[nearest], lat: points.lat[nearest], square: least };
  };
}

function onCorners(plane: PlanarSurface): (site: Vector) => ClosestPoint {
  const corners = plane.corners();
  const positions = corners.map(([lon, lat, depth]) => cartesian(lon, lat, depth));
  return (site) => {
    const squares = positions.map(([x, y, z]) => (x - site.x) ** 2 + (y - site.y) ** 2 + (z - site.z) ** 2);
    const nearest = squares.indexOf(Math.min(...squares)), [lon, lat] = corners[nearest];
    return { lon, lat, square: squares[nearest] };
  };
}

function onMesh({ mesh, firstRow, firstCol, rows, cols }: MeshSurface): (site: Vector) => ClosestPoint {
  return (site) => {
    let nearest = 0, least = Infinity;
    for (let row = firstRow; row < firstRow + rows; row++) {
      for (let col = firstCol; col < firstCol + cols; col++) {
        const j = row * mesh.cols + col;
        const square = (mesh.x[j] - site.x) ** 2 + (mesh.y[j] - site.y) ** 2 + (mesh.z[j] - site.z) ** 2;
        if (square < least) [nearest, least] = [j, square];
      }
    }
    return { lon: mesh.lon[nearest], lat: mesh.lat[nearest], square: least };
  };
}
