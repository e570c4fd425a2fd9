/** Kite faults: ruptures that float over a mesh that may vary in width (hazardlib conventions, numerics.md §1.7). */
import { roundHalfEven } from "../geo/geodesy.ts";
import type { FaultMesh } from "../rupture/fault_mesh.ts";
import { estimatedPointsOfProfiles, meshOfProfiles } from "../rupture/kite_mesh.ts";
import { KiteSurface } from "../rupture/kite_surface.ts";
import type { Rupture } from "../rupture/rupture.ts";
import { meshOfSimpleFault } from "../rupture/simple_fault_mesh.ts";
import { occurrenceRates } from "./mfd.ts";
import { nearestHundredth } from "./nearest_hundredth.ts";
import { aspectRatioAt, medianArea } from "./scaling.ts";
import type { KiteFaultSource, PointsInDepth, SimpleFaultPlane } from "./source.ts";
import { locating } from "./source_error.ts";
import { meshSpacingOf, type RuptureOptions, type SourceKind, withMargin } from "./source_kind.ts";

/** The profiles of a plane are that much farther apart than the points of the mesh made of them. */
const PROFILE_STRETCH = 1.01;
/** Dip (degrees) of the profiles of a vertical plane. */
const NOT_VERTICAL = 89.9;
/** Added to an aspect ratio that is a whole number, so that ruptures are rather too long. */
const LENGTHENING = 0.05, WHOLE = 0.01;
/** Share by which the area of a rupture may differ from that of its magnitude. */
const AREA_TOLERANCE = 0.25;

/** All whole windows of the mesh of one size for each magnitude, each with an equal share of the rate. */
export const KITE_FAULT_SOURCE: SourceKind<KiteFaultSource> = {
  code: "K",
  numPoints: (source, options) => {
    const { along, down } = spacingsOf(source, options);
    return locating(source, () => estimatedPointsOfProfiles(profilesOf(source, along), down, along));
  },
  count: (source, options) => rupturesOf(source, options).length,
  sphere: (source, options) => withMargin(KiteSurface.whole(meshOf(source, options)).sphere),
  ruptures: rupturesOf,
};

/** Of the points of the mesh, km. */
interface Spacings {
  readonly along: number;
  readonly down: number;
}

function spacingsOf(source: KiteFaultSource, options: RuptureOptions): Spacings {
  const along = meshSpacingOf({}, options);
  return { along, down: along / aspectRatioOf(source) };
}

function aspectRatioOf({ ruptureAspectRatio }: KiteFaultSource): number {
  return aspectRatioAt(ruptureAspectRatio, 0);
}

function profilesOf({ surface }: KiteFaultSource, spacing: number): readonly PointsInDepth[] {
  return "profiles" in surface ? surface.profiles : columnsOf(surface, spacing);
}

/** The columns of the mesh of a simple fault. */
function columnsOf(plane: SimpleFaultPlane, spacing: number): PointsInDepth[] {
  const dip = Math.min(plane.dip, NOT_VERTICAL);
  const { rows, cols, lon, lat, depth } = meshOfSimpleFault({ ...plane, dip }, spacing * PROFILE_STRETCH);
  return Array.from({ length: cols }, (_, col) => {
    const column = (values: Float64Array) =>
      Array.from({ length: rows }, (_, row) => values[row * cols + col]);
    return { lon: column(lon), lat: column(lat), depth: column(depth) };
  });
}

/** The mesh and the ruptures made last of each source: every tile of sites looks at them. */
const meshes = new WeakMap<KiteFaultSource, { readonly spacing: number; readonly mesh: FaultMesh }>();
const ruptures = new WeakMap<
  KiteFaultSource,
  { readonly options: RuptureOptions; readonly made: readonly Rupture[] }
>();

function meshOf(source: KiteFaultSource, options: RuptureOptions): FaultMesh {
  const { along, down } = spacingsOf(source, options), known = meshes.get(source);
  if (known?.spacing === along) return known.mesh;
  const mesh = locating(source, () => meshOfProfiles(profilesOf(source, along), down, along));
  meshes.set(source, { spacing: along, mesh });
  return mesh;
}

function rupturesOf(source: KiteFaultSource, options: RuptureOptions): readonly Rupture[] {
  const known = ruptures.get(source);
  if (known?.options === options) return known.made;
  const made = [...makeRuptures(source, options)];
  ruptures.set(source, { options, made });
  return made;
}

function* makeRuptures(source: KiteFaultSource, options: RuptureOptions): Iterable<Rupture> {
  const mesh = meshOf(source, options), spacings = spacingsOf(source, options);
  const surfacesOf = (mag: number): KiteSurface[] => {
    const area = medianArea(source.magScaleRel, mag, source.rake);
    const { rows, cols } = locating(source, () => windowOf(area, aspectRatioOf(source), spacings));
    return windows(mesh, rows, cols, options);
  };
  const { magnitudes, rates } = occurrenceRates(source.mfd, options.binWidth);
  const fitting = Array.from(magnitudes, (mag, m) => ({ mag, rate: rates[m], surfaces: surfacesOf(mag) }))
    .filter(({ surfaces }) => surfaces.length > 0);
  // several magnitudes are sources of their own in the reference, which names them with two decimals
  const areSplit = fitting.length > 1 && !source.dependence && options.splitSources !== false;
  for (const { mag: exact, rate, surfaces: ofExact } of fitting) {
    const mag = areSplit ? nearestHundredth(exact) : exact;
    const surfaces = mag === exact ? ofExact : surfacesOf(mag);
    for (const surface of surfaces) {
      const occurrenceRate = rate / surfaces.length;
      yield {
        mag,
        rake: source.rake,
        occurrenceRate,
        hypocentre: surface.centre(),
        get middle() {
          return surface.middlePoint();
        },
        surface,
      };
    }
  }
}

/** Points of a rupture: of whole steps along and down the one that is nearest to the area (km²) and the aspect ratio. */
function windowOf(
  area: number,
  aspectRatio: number,
  { along, down }: Spacings,
): { rows: number; cols: number } {
  const ratio = aspectRatio % 1 < WHOLE ? aspectRatio + LENGTHENING : aspectRatio;
  const steps = Math.sqrt(area * ratio) / along;
  const lengths = [Math.ceil(steps) * along, Math.floor(steps) * along];
  const widths = lengths.flatMap((length) => {
    const stepsDown = length / ratio / down;
    return [Math.ceil(stepsDown) * down, Math.floor(stepsDown) * down];
  });
  // the reference pairs each length with every width, also with those of the other length
  const pairs = widths.flatMap((_, k) =>
    lengths.map((length, i) => ({ length, width: widths[(2 * k + i) % 4] }))
  );
  const misfits = pairs.map(({ length, width }) =>
    Math.sqrt(Math.abs(length * width - area)) + Math.abs(length / width - ratio) * along
  );
  // a rupture of much less than a step has no misfit to compare
  const { length, width } = pairs[misfits.indexOf(Math.min(...misfits))] ?? { length: 0, width: 0 };
  const error = Math.abs(length * width - area) / area;
  const isOneStep = Math.abs(width - down) < 1e-10 || Math.abs(length - along) < 1e-10 && error > 0.3;
  if (isOneStep || error > AREA_TOLERANCE) {
    throw new RangeError(
      `a rupture of ${area.toFixed(1)} km² has no good size in steps of ${along} km along the strike and ` +
        `${down.toFixed(3)} km down the dip, lower rupture_mesh_spacing`,
    );
  }
  return { rows: roundHalfEven(width / down) + 1, cols: roundHalfEven(length / along) + 1 };
}

/** The windows of one size that have all their points, column by column. */
function windows(
  mesh: FaultMesh,
  rows: number,
  cols: number,
  { floatingStepAlong = 0, floatingStepDown = 0 }: RuptureOptions,
): KiteSurface[] {
  const stepDown = floatingStepAlong === 0 ? 0 : floatingStepDown;
  const firstCols = positions(mesh.cols - cols, Math.floor(cols * floatingStepAlong));
  const firstRows = positions(mesh.rows - rows, Math.floor(rows * stepDown));
  return firstCols.flatMap((col) =>
    firstRows.flatMap((row) =>
      isWhole(mesh, row, col, rows, cols) ? [new KiteSurface(mesh, row, col, rows, cols)] : []
    )
  );
}

/** From 0 to `last` in equal steps, of at most `step` so that they end there. */
function positions(last: number, step: number): number[] {
  if (last < 0) return [];
  let size = Math.max(step, 1);
  while (last % size !== 0) size--;
  return Array.from({ length: last / size + 1 }, (_, i) => i * size);
}

function isWhole(
  { lon, cols: stride }: FaultMesh,
  row: number,
  col: number,
  rows: number,
  cols: number,
): boolean {
  for (let i = row; i < row + rows; i++) {
    for (let j = col; j < col + cols; j++) if (Number.isNaN(lon[i * stride + j])) return false;
  }
  return true;
}
