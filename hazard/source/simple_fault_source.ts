/**
 * Simple faults: the ruptures that float over their mesh (hazardlib conventions, numerics.md §1.5).
 */
import { InputError } from "../input_error.ts";
import { radians, roundHalfAway, roundHalfEven } from "../geo/geodesy.ts";
import type { FaultMesh } from "../rupture/fault_mesh.ts";
import { MeshSurface } from "../rupture/mesh_surface.ts";
import type { Hypocentre, Rupture } from "../rupture/rupture.ts";
import { meshOfSimpleFault } from "../rupture/simple_fault_mesh.ts";
import { type HypocentrePosition, hypocentrePositions } from "./fault_hypocentres.ts";
import { magnitudeRange, occurrenceRates } from "./mfd.ts";
import { medianArea } from "./scaling.ts";
import type { SimpleFaultSource } from "./source.ts";

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
  let length = Math.sqrt(area * ruptureAspectRatio), width = area / length;
  if (area >= faultLength * faultWidth) {
    [length, width] = [faultLength, faultWidth];
  } else if (width > faultWidth) {
    [length, width] = [length * (width / faultWidth), faultWidth];
  } else if (length > faultLength) {
    [length, width] = [faultLength, width * (length / faultLength)];
  }
  return { cols: roundHalfAway(length / spacing) + 1, rows: roundHalfAway(width / spacing) + 1 };
}

/** The ruptures of one magnitude: windows of the mesh of a fault, all of one size. */
export interface FloatingRuptures extends RupturePoints {
  readonly mag: number;
  /** where the windows begin: rows below `firstRows` and columns below `firstCols` of the mesh */
  readonly firstRows: number;
  readonly firstCols: number;
  /** number of ruptures with the window that begins in a row: one for every hypocentre and slip */
  countAt(firstRow: number): number;
  /** these ruptures, on one surface */
  at(firstRow: number, firstCol: number): Iterable<Rupture & { readonly surface: MeshSurface }>;
}

/**
 * Ruptures of a simple fault by magnitude: all positions on the mesh of spacing `meshSpacing` km, each with an equal
 * share of the rate, or of it one part for every hypocentre and slip. Throws InputError when the mesh is invalid or too
 * coarse for the smallest magnitude, and when a rupture holds none of the hypocentral depths.
 */
export function* floatingRuptures(
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
      firstRows,
      firstCols,
      countAt: (row) => (hypocentres[row].length || 1) * numSlips,
      at(row, col) {
        const surface = new MeshSurface(mesh, row, col, rows, cols);
        if (hypocentres[row].length === 0) return [new CentredRupture(mag, rake, rate, surface)];
        return rupturesOn(surface, source, hypocentres[row], mag, rate, meshSpacing);
      },
    };
  }
}

/** Ruptures of a simple fault by magnitude, row and column of the mesh; see `floatingRuptures`. */
export function* simpleFaultRuptures(
  source: SimpleFaultSource,
  meshSpacing: number,
  binWidth: number,
): Generator<Rupture, void, undefined> {
  for (const floating of floatingRuptures(source, meshSpacing, binWidth)) {
    for (let row = 0; row < floating.firstRows; row++) {
      for (let col = 0; col < floating.firstCols; col++) yield* floating.at(row, col);
    }
  }
}

/** Number of ruptures that `simpleFaultRuptures` makes; same errors. */
export function countSimpleFaultRuptures(
  source: SimpleFaultSource,
  meshSpacing: number,
  binWidth: number,
): number {
  let count = 0;
  for (const { firstRows, firstCols, countAt } of floatingRuptures(source, meshSpacing, binWidth)) {
    for (let row = 0; row < firstRows; row++) count += firstCols * countAt(row);
  }
  return count;
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

/** A rupture with its hypocentre in the middle, which is found when it is asked for: far from all sites it is not. */
class CentredRupture implements Rupture {
  #hypocentre: Hypocentre | undefined;

  constructor(
    readonly mag: number,
    readonly rake: number,
    readonly occurrenceRate: number,
    readonly surface: MeshSurface,
  ) {}

  get hypocentre(): Hypocentre {
    return this.#hypocentre ??= this.surface.middlePoint();
  }
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
): Generator<Rupture & { readonly surface: MeshSurface }, void, undefined> {
  // a distance and not a number of points is multiplied, as in the reference, so that halves round alike
  const nearestPoint = (fraction: number, points: number) =>
    roundHalfEven(fraction * ((points - 1) * spacing) / spacing);
  for (const { alongStrike, downDip, weight } of hypocentres) {
    const row = nearestPoint(downDip, surface.rows), col = nearestPoint(alongStrike, surface.cols);
    const hypocentre = surface.pointAt(row, col);
    for (const slip of slips.length > 0 ? slips : ANY_SLIP) {
      yield { mag, rake, occurrenceRate: rate * weight * slip.weight, hypocentre, surface };
    }
  }
}

function checkHypocentres(source: SimpleFaultSource): void {
  const { hypocentres, slips, hypocentralDepths } = source;
  if ((hypocentres.length === 0) !== (slips.length === 0)) {
    throw invalid(source, "hypoList and slipList must be given together");
  }
  if (hypocentres.length > 0 && hypocentralDepths.length > 0) {
    throw invalid(source, "hypoDepthDist and hypoList must not be given together");
  }
}

function checkSpacing(source: SimpleFaultSource, spacing: number, binWidth: number): void {
  const { min } = magnitudeRange(source.mfd, binWidth);
  const { cols, rows } = rupturePoints(source, min, spacing, Infinity, Infinity);
  if (cols > 1 && rows > 1) return;
  throw invalid(
    source,
    `rupture_mesh_spacing ${spacing} km is too large for ruptures of magnitude ${min}, it must be smaller`,
  );
}

/** What `work` returns; a RangeError as one that says which source is invalid and where, followed by `note`. */
function locating<T>(source: SimpleFaultSource, work: () => T, note = ""): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof RangeError ? invalid(source, error.message + note) : error;
  }
}

function invalid({ id, file, line }: SimpleFaultSource, message: string): InputError {
  return new InputError({ file, line, parameter: `simpleFaultSource "${id}"`, message });
}
