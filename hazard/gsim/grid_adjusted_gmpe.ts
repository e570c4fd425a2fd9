/**
 * GridAdjustedGMPE: a model with terms of its residuals that are known by place, in the hexagons of the H3 grid
 * (https://h3geo.org) of the hypocentre, of the site or along the path. The calculators read them from an hdf5 file.
 */
import { azimuth, greatCircleDistance, pointsTowards } from "../geo/geodesy.ts";
import { containsPoint, type ProjectedPolygon, projectPolygon } from "../geo/polygon.ts";
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import type {
  CompositeFactories,
  ContextBlock,
  GroundMotion,
  GroundMotionModel,
  ModelOptions,
} from "./model.ts";
import { withParts } from "./model.ts";
import { unionOfRequirements } from "./requirements.ts";

/** Where the place of a term is. */
const LOCATIONS = ["hypo", "site", "path"] as const;
/** What happens to the variance of a component: less, more, or that of the term in its place. */
const ACTIONS = ["none", "sub", "add", "replace"] as const;
const COMPONENTS = ["tau", "phi", "sig"] as const;

/** Values of a term for one intensity measure, by cell. */
export interface TermCells {
  readonly cells: readonly string[];
  /** to be added to the mean, for terms of the path per km */
  readonly mean: readonly number[];
  /** standard deviation of the term: of all places, or by cell */
  readonly deviation?: number | readonly number[];
}

/** A term of residuals as given. */
export interface ResidualTerm {
  readonly name: string;
  /** where its place is: hypo, site or path */
  readonly location: string;
  /** what happens to a deviation: none, sub, add or replace */
  readonly action: string;
  /** the deviation: tau, phi or sig, undefined for no action */
  readonly component?: string;
  /** by id of the measure */
  readonly byImt: Readonly<Record<string, TermCells>>;
}

type H3 = Pick<typeof import("h3-js"), "latLngToCell" | "getResolution" | "cellToBoundary">;

/** Number of points by which a path is followed. */
const PATH_POINTS = 100;

/** A hexagon that paths cross, with the term per km in it. */
interface CrossedCell {
  readonly polygon: ProjectedPolygon;
  readonly perKm: number;
}

/** A term ready to be looked up. */
interface PreparedTerm extends ResidualTerm {
  readonly means: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly deviations: ReadonlyMap<string, number | ReadonlyMap<string, number>>;
  readonly crossed: ReadonlyMap<string, readonly CrossedCell[]>;
}

/** The value for the i-th context among those by cell. */
type LookUp = (values: ReadonlyMap<string, number>, i: number) => number;

class GridAdjusted implements GroundMotionModel {
  readonly name = "GridAdjustedGMPE";
  readonly tectonicRegionType: string;
  readonly imtFamilies: readonly string[];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma: boolean;
  readonly componentOf: string;
  readonly #base: GroundMotionModel;
  readonly #h3: H3;
  readonly #terms: readonly PreparedTerm[];
  /** of all cells, finest first */
  readonly #resolutions: readonly number[];
  readonly #needsParts: boolean;

  constructor(base: GroundMotionModel, terms: readonly ResidualTerm[], h3: H3) {
    this.#base = base;
    this.#h3 = h3;
    this.#terms = terms.map((term) => prepare(term, h3));
    const cells = terms.flatMap(({ byImt }) => Object.values(byImt).flatMap(({ cells }) => cells));
    this.#resolutions = [...new Set(cells.map(h3.getResolution))].sort((a, b) => b - a);
    this.#needsParts = terms.some(({ action, component }) => action !== "none" && component !== "sig");
    if (this.#needsParts && !base.hasSplitSigma) {
      throw new RangeError(`${base.name} has no deviations between and within events to be changed`);
    }
    const isAny = (...locations: string[]) => terms.some(({ location }) => locations.includes(location));
    this.requires = unionOfRequirements([
      base.requires,
      isAny("hypo", "path") ? { rupture: ["hypo_lat", "hypo_lon"] } : {},
      isAny("site", "path") ? { sites: ["lat", "lon"] } : {},
    ]);
    this.tectonicRegionType = base.tectonicRegionType;
    this.imtFamilies = base.imtFamilies;
    this.hasSplitSigma = base.hasSplitSigma;
    this.componentOf = base.componentOf ?? base.name;
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const whole = this.#needsParts ? withParts(out, contexts.size) : out;
    this.#base.compute(contexts, imts, whole);
    const cellsAt = new Map<string, LookUp>(
      (["hypo", "site"] as const).map((location) => [location, this.#cellsOf(location, contexts)]),
    );
    imts.forEach((imt, row) => {
      for (const term of this.#terms) {
        if (!term.byImt[imt.id]) continue;
        const mean = whole.mean[row];
        if (term.location === "path") addAlongPaths(term.crossed.get(imt.id)!, contexts, mean);
        else {
          const values = term.means.get(imt.id)!, lookUp = cellsAt.get(term.location)!;
          for (let i = 0; i < contexts.size; i++) mean[i] += lookUp(values, i);
        }
        if (term.action !== "none") {
          const values = term.deviations.get(imt.id)!;
          const lookUp = term.location === "path" ? undefined : cellsAt.get(term.location);
          const deviationOf = (i: number) => typeof values === "number" ? values : lookUp!(values, i);
          changeDeviation(term, deviationOf, contexts.size, whole, row);
        }
      }
    });
  }

  /** Looks values up for the i-th context: that of the finest cell which has one, 0 if none has. */
  #cellsOf(location: "hypo" | "site", { size, lat, lon, hypo_lat, hypo_lon }: ContextBlock): LookUp {
    const [lats, lons] = location === "hypo" ? [hypo_lat, hypo_lon] : [lat, lon];
    const cells = this.#resolutions.map(() => new Array<string>(size));
    return (values, i) => {
      for (let r = 0; r < this.#resolutions.length; r++) {
        const cell = cells[r][i] ??= this.#h3.latLngToCell(lats[i], lons[i], this.#resolutions[r]);
        const value = values.get(cell);
        if (value !== undefined) return value;
      }
      return 0;
    };
  }
}

function prepare(term: ResidualTerm, h3: H3): PreparedTerm {
  const byCell = (cells: readonly string[], values: readonly number[]) =>
    new Map(cells.map((cell, i) => [cell, values[i]]));
  const entries = Object.entries(term.byImt);
  return {
    ...term,
    means: new Map(entries.map(([imt, { cells, mean }]) => [imt, byCell(cells, mean)])),
    deviations: new Map(entries.map(([imt, { cells, deviation = 0 }]) => {
      return [imt, typeof deviation === "number" ? deviation : byCell(cells, deviation)];
    })),
    crossed: term.location !== "path" ? new Map() : new Map(
      entries.map(([imt, { cells, mean }]) => [imt, cells.map((cell, i) => crossedCell(cell, mean[i], h3))]),
    ),
  };
}

function crossedCell(cell: string, perKm: number, h3: H3): CrossedCell {
  const boundary = h3.cellToBoundary(cell);
  // the reference takes the latitudes of the corners for longitudes and the other way round
  const ring = { lon: boundary.map(([lat]) => lat), lat: boundary.map(([, lon]) => lon) };
  return { polygon: projectPolygon(ring), perKm };
}

/** Adds to each mean what its path from the site to the epicentre collects in the cells. */
function addAlongPaths(
  cells: readonly CrossedCell[],
  { size, lon, lat, hypo_lon, hypo_lat }: ContextBlock,
  mean: Float64Array,
): void {
  for (let i = 0; i < size; i++) {
    const length = greatCircleDistance(lon[i], lat[i], hypo_lon[i], hypo_lat[i]);
    const direction = azimuth(lon[i], lat[i], hypo_lon[i], hypo_lat[i]);
    const points = pointsTowards(lon[i], lat[i], 0, direction, length, 0, PATH_POINTS);
    const spacing = length / (PATH_POINTS - 1);
    for (const { polygon, perKm } of cells) {
      let count = 0;
      for (let p = 0; p < PATH_POINTS; p++) if (isInside(polygon, points.lon[p], points.lat[p])) count++;
      mean[i] += count * spacing * perKm;
    }
  }
}

function isInside(polygon: ProjectedPolygon, lon: number, lat: number): boolean {
  const { west, east, south, north } = polygon.bounds;
  if (lat < south || lat > north || (west <= east && (lon < west || lon > east))) return false;
  return containsPoint(polygon, ...polygon.projection.project(lon, lat));
}

/** Changes the component of the deviation that the term is for; the total follows. */
function changeDeviation(
  { name, action, component }: ResidualTerm,
  deviationOf: (i: number) => number,
  size: number,
  { sigma, tau, phi }: GroundMotion,
  row: number,
): void {
  const changed = component === "tau" ? tau[row] : component === "phi" ? phi[row] : sigma[row];
  const sign = action === "sub" ? -1 : 1;
  for (let i = 0; i < size; i++) {
    const deviation = deviationOf(i);
    const variance = action === "replace" ? deviation ** 2 : changed[i] ** 2 + sign * deviation ** 2;
    if (variance < 0) {
      throw new RangeError(`${name} takes away ${deviation}, more than the deviation ${changed[i]} has`);
    }
    changed[i] = Math.sqrt(variance);
    if (component !== "sig") sigma[row][i] = Math.sqrt(tau[row][i] ** 2 + phi[row][i] ** 2);
  }
}

export const models: CompositeFactories = {
  GridAdjustedGMPE: async ({ gmpe_name, grid_hdf5_file, ...own }: ModelOptions, createModel) => {
    if (typeof gmpe_name !== "string" || typeof grid_hdf5_file !== "object") {
      throw new TypeError("GridAdjustedGMPE needs gmpe_name and grid_hdf5_file, an hdf5 file of the job");
    }
    const terms = grid_hdf5_file as unknown as readonly ResidualTerm[];
    return new GridAdjusted(await createModel(gmpe_name, own), terms.map(checked), await import("h3-js"));
  },
};

/**
 * The term with its measures as they are spelled here.
 * @throws RangeError if its description makes no sense
 */
function checked(term: ResidualTerm): ResidualTerm {
  const { name, location, action, component } = term;
  const check = (what: string, value: string | undefined, choices: readonly string[]) => {
    if (choices.includes(value ?? "")) return;
    throw new RangeError(`${what} of the term ${name}: expected ${choices.join(" or ")}, got ${value}`);
  };
  check("location", location, LOCATIONS);
  check("sig_adjustment", action, ACTIONS);
  if (action !== "none") check("sig_comp_modified", component, COMPONENTS);
  for (const [imt, { deviation }] of Object.entries(term.byImt)) {
    if (location === "path" && typeof deviation === "object") {
      throw new RangeError(`${name}_sig for ${imt}: a term of the path has one deviation, not one by cell`);
    }
    if ([deviation ?? 0].flat().some((value) => !(value >= 0))) {
      throw new RangeError(`${name}_sig for ${imt} must not be below 0`);
    }
  }
  const entries = Object.entries(term.byImt).map(([imt, cells]) => [parseImt(imt).id, cells]);
  return { ...term, byImt: Object.fromEntries(entries) };
}
