/**
 * Simple faults: the ruptures that float over their mesh (hazardlib conventions, numerics.md §1.5).
 */
import { radians, roundHalfAway, roundHalfEven } from "../geo/geodesy.ts";
import type { FaultMesh } from "../rupture/fault_mesh.ts";
import { MeshSurface } from "../rupture/mesh_surface.ts";
import { estimatedPointsOfSimpleFault, meshOfSimpleFault } from "../rupture/simple_fault_mesh.ts";
import { type HypocentrePosition, hypocentrePositions } from "./fault_hypocentres.ts";
import {
  CentredRupture,
  type FloatingRupture,
  type FloatingRuptures,
  numFloatingRuptures,
} from "./floating_ruptures.ts";
import { magnitudeRange, occurrenceRates } from "./mfd.ts";
import { aspectRatioAt, medianArea } from "./scaling.ts";
import type { SimpleFaultSource } from "./source.ts";
import { invalidSource, locating } from "./source_error.ts";
import { meshSpacingOf, type SourceKind, withMargin } from "./source_kind.ts";

/** Windows of the mesh, of one size for each magnitude. */
export const SIMPLE_FAULT_SOURCE: SourceKind<SimpleFaultSource> = {
  code: "S",
  numPoints: (source, options) => estimatedPointsOfSimpleFault(source, meshSpacingOf(source, options)),
  count: (source, options) =>
    numFloatingRuptures(floatingRuptures(source, meshSpacingOf(source, options), options.binWidth)),
  sphere: (source, options) => withMargin(simpleFaultMesh(source, meshSpacingOf(source, options)).sphere),
  *ruptures(source, options) {
    for (const floating of floatingRuptures(source, meshSpacingOf(source, options), options.binWidth)) {
      for (let i = 0; i < floating.firstRows.length; i++) yield* floating.at(i);
    }
  },
  floating(source, options) {
    const spacing = meshSpacingOf(source, options);
    return {
      mesh: simpleFaultMesh(source, spacing),
      ruptures: floatingRuptures(source, spacing, options.binWidth),
    };
  },
};

/** The mesh of each source made last, and its spacing: every tile of sites looks at all ruptures of a source. */
const meshes = new WeakMap<SimpleFaultSource, { readonly spacing: number; readonly mesh: FaultMesh }>();

/**
 * Mesh of a simple fault with points every `spacing` km, made once for a source. Throws InputError when the trace is
 * invalid or the spacing too large for two points along the strike and two down the dip.
 */
export function simpleFaultMesh(source: SimpleFaultSource, spacing: number): FaultMesh {
  const known = meshes.get(source);
  if (known?.spacing === spacing) return known.mesh;
  const note = ` (rupture_mesh_spacing is ${spacing} km)`;
  const mesh = locating(source, () => meshOfSimpleFault(source, spacing), note);
  meshes.set(source, { spacing, mesh });
  return mesh;
}

/** Points of the mesh along strike and down dip that ruptures of one magnitude cover. */
export interface RupturePoints {
  readonly cols: number;
  readonly rows: number;
}

/**
 * Points that a rupture covers on a fault of `faultLength` x `faultWidth` km: area and aspect ratio by the scaling
 * relation, reshaped at the same area where one side does not fit.
 */
export function rupturePoints(
  { magScaleRel, ruptureAspectRatio, rake }: SimpleFaultSource,
  mag: number,
  spacing: number,
  faultLength: number,
  faultWidth: number,
): RupturePoints {
  const area = medianArea(magScaleRel, mag, rake);
  let length = Math.sqrt(area * aspectRatioAt(ruptureAspectRatio, mag)), width = area / length;
  if (area >= faultLength * faultWidth) {
    [length, width] = [faultLength, faultWidth];
  } else if (width > faultWidth) {
    [length, width] = [length * (width / faultWidth), faultWidth];
  } else if (length > faultLength) {
    [length, width] = [faultLength, width * (length / faultLength)];
  }
  return { cols: roundHalfAway(length / spacing) + 1, rows: roundHalfAway(width / spacing) + 1 };
}

/**
 * Ruptures of a simple fault by magnitude: all positions on the mesh of spacing `meshSpacing` km, each with an equal
 * share of the rate, or of it one part for every hypocentre and slip. Throws InputError when the mesh is invalid or too
 * coarse for the smallest magnitude, and when a rupture holds none of the hypocentral depths.
 */
function* floatingRuptures(
  source: SimpleFaultSource,
  meshSpacing: number,
  binWidth: number,
): Generator<FloatingRuptures, void, undefined> {
  checkHypocentres(source);
  checkSpacing(source, meshSpacing, binWidth);
  const mesh = simpleFaultMesh(source, meshSpacing), { rake } = source, numSlips = source.slips.length || 1;
  const { magnitudes, rates } = occurrenceRates(source.mfd, binWidth);
  for (let m = 0; m < magnitudes.length; m++) {
    const mag = magnitudes[m], { rows, cols } = fittingPoints(source, mesh, mag, meshSpacing);
    const firstRows = mesh.rows - rows + 1, firstCols = mesh.cols - cols + 1;
    const rate = rates[m] / (firstRows * firstCols);
    const hypocentres = Array.from(
      { length: firstRows },
      (_, row) => hypocentresOfRow(source, row, rows, meshSpacing),
    );
    yield {
      mag,
      rows,
      cols,
      firstRows: Uint32Array.from({ length: firstRows * firstCols }, (_, i) => Math.floor(i / firstCols)),
      firstCols: Uint32Array.from({ length: firstRows * firstCols }, (_, i) => i % firstCols),
      countAt: (i) => (hypocentres[Math.floor(i / firstCols)].length || 1) * numSlips,
      at(i) {
        const row = Math.floor(i / firstCols);
        const surface = new MeshSurface(mesh, row, i % firstCols, rows, cols);
        if (hypocentres[row].length === 0) return [new CentredRupture(mag, rake, rate, surface)];
        return rupturesOn(surface, source, hypocentres[row], mag, rate, meshSpacing);
      },
    };
  }
}

function fittingPoints(
  source: SimpleFaultSource,
  mesh: FaultMesh,
  mag: number,
  spacing: number,
): RupturePoints {
  return rupturePoints(source, mag, spacing, (mesh.cols - 1) * spacing, (mesh.rows - 1) * spacing);
}

/** Hypocentres of the ruptures of `rows` points down the dip from `firstRow` on. */
function hypocentresOfRow(
  source: SimpleFaultSource,
  firstRow: number,
  rows: number,
  spacing: number,
): readonly HypocentrePosition[] {
  const step = spacing * Math.sin(radians(source.dip));
  const depthOfRow = (row: number) => source.upperSeismogenicDepth + row * step;
  return locating(
    source,
    () => hypocentrePositions(source, { top: depthOfRow(firstRow), bottom: depthOfRow(firstRow + rows - 1) }),
  );
}

/** No slip direction counts as one. */
const ANY_SLIP = [{ weight: 1 }];

function* rupturesOn(
  surface: MeshSurface,
  { rake, slips }: SimpleFaultSource,
  hypocentres: readonly HypocentrePosition[],
  mag: number,
  rate: number,
  spacing: number,
): Generator<FloatingRupture, void, undefined> {
  // a distance and not a number of points is multiplied, as in the reference, so that halves round alike
  const nearestPoint = (fraction: number, points: number) =>
    roundHalfEven(fraction * ((points - 1) * spacing) / spacing);
  for (const { alongStrike, downDip, weight } of hypocentres) {
    const row = nearestPoint(downDip, surface.rows), col = nearestPoint(alongStrike, surface.cols);
    const hypocentre = surface.pointAt(row, col);
    for (const slip of slips.length > 0 ? slips : ANY_SLIP) {
      yield {
        mag,
        rake,
        occurrenceRate: rate * weight * slip.weight,
        hypocentre,
        get middle() {
          return surface.middlePoint();
        },
        surface,
      };
    }
  }
}

function checkHypocentres(source: SimpleFaultSource): void {
  const { hypocentres, slips, hypocentralDepths } = source;
  if ((hypocentres.length === 0) !== (slips.length === 0)) {
    throw invalidSource(source, "hypoList and slipList must be given together");
  }
  if (hypocentres.length > 0 && hypocentralDepths.length > 0) {
    throw invalidSource(source, "hypoDepthDist and hypoList must not be given together");
  }
}

function checkSpacing(source: SimpleFaultSource, spacing: number, binWidth: number): void {
  const { min } = magnitudeRange(source.mfd, binWidth);
  const { cols, rows } = rupturePoints(source, min, spacing, Infinity, Infinity);
  if (cols > 1 && rows > 1) return;
  throw invalidSource(
    source,
    `rupture_mesh_spacing ${spacing} km is too large for ruptures of magnitude ${min}, it must be smaller`,
  );
}
