/**
 * Coordinates along and across a fault that has several traces (GC2), from which rx and ry0 follow.
 *
 * P. Spudich, B. Chiou (2015), Strike-parallel and strike-normal coordinate system around geometrically complicated
 * rupture traces, USGS Open-File Report 2015-1028: equations 1 to 13.
 */
import { azimuth, EARTH_RADIUS, floorMod, greatCircleDistance, radians } from "../geo/geodesy.ts";
import { boundingBox, OrthographicProjection } from "../geo/projection.ts";
import { direction, dot, tangentBy, type Vector } from "../geo/vector.ts";
import type { LonLatLine } from "../source/source.ts";
import { angularMean } from "./angular_mean.ts";

/** Distance (km) to the line of a segment below which a site counts as on that line. */
const ON_LINE = 0.1;
/** Distance (km) that stands for 0 in the weight of a site on a segment. */
const NO_DISTANCE = 0.01;

/** A segment in the plane of its trace, km. */
interface PlaneSegment {
  readonly x: number;
  readonly y: number;
  readonly length: number;
  /** unit vector along the segment */
  readonly alongX: number;
  readonly alongY: number;
  /** distance along the trace at which it starts */
  readonly start: number;
}

/** Coordinates of some points around a trace, by column. */
export interface TraceCoordinates {
  readonly t: Float64Array;
  readonly u: Float64Array;
  readonly weight: Float64Array;
}

/** A trace in its own orthographic plane. */
export class PlaneTrace {
  readonly #east: Vector;
  readonly #north: Vector;
  readonly #segments: readonly PlaneSegment[];
  t = 0;
  u = 0;
  weight = 0;

  /**
   * A trace that `isTurned` runs from its end. As in the reference its segments then start where those of the turned line
   * do, but have the lengths and directions, turned, in the order of the line as it was: with several of different
   * lengths that is another line.
   */
  constructor({ lon, lat }: LonLatLine, isTurned = false) {
    const { lon0, lat0 } = OrthographicProjection.centredOn(boundingBox(lon, lat));
    const centre = direction(lon0, lat0);
    this.#east = tangentBy(centre, 0, EARTH_RADIUS);
    this.#north = tangentBy(centre, EARTH_RADIUS, 0);
    const points = lon.map((_, i) => {
      const p = direction(lon[i], lat[i]);
      return { x: dot(p, this.#east), y: dot(p, this.#north) };
    });
    const starts = isTurned ? points.toReversed() : points, way = isTurned ? -1 : 1;
    let start = 0;
    this.#segments = points.slice(1).map(({ x, y }, i) => {
      const from = points[i], length = Math.hypot(x - from.x, y - from.y);
      const segment = {
        ...starts[i],
        length,
        alongX: way * (x - from.x) / length,
        alongY: way * (y - from.y) / length,
        start,
      };
      start += length;
      return segment;
    });
  }

  /** Sets `t`, `u` (km) and `weight` for the point with this unit vector. */
  locate(sx: number, sy: number, sz: number): void {
    const { x: ex, y: ey, z: ez } = this.#east, { x: nx, y: ny, z: nz } = this.#north;
    const px = sx * ex + sy * ey + sz * ez, py = sx * nx + sy * ny + sz * nz;
    let sumT = 0, sumU = 0, weights = 0, isOnTrace = false;
    for (const { x, y, length, alongX, alongY, start } of this.#segments) {
      const dx = px - x, dy = py - y;
      const u = dx * alongX + dy * alongY, t = dx * alongY - dy * alongX;
      let weight: number;
      if (Math.abs(t) >= ON_LINE) weight = (Math.atan((length - u) / t) - Math.atan(-u / t)) / t;
      else if (u < -ON_LINE || u > length + ON_LINE) weight = 1 / (u - length) - 1 / u;
      else {
        weight = 1 / (-NO_DISTANCE - length) + 1 / NO_DISTANCE;
        isOnTrace = true;
      }
      sumT += t * weight;
      sumU += (u + start) * weight;
      weights += weight;
    }
    this.t = isOnTrace ? 0 : sumT / weights;
    this.u = sumU / weights;
    this.weight = weights;
  }
}

/** The traces made so far, and those turned: several ruptures share them. */
const planeTraces = new WeakMap<LonLatLine, PlaneTrace>(),
  turnedTraces = new WeakMap<LonLatLine, PlaneTrace>();

function planeTraceOf(line: LonLatLine, isTurned: boolean): PlaneTrace {
  const made = isTurned ? turnedTraces : planeTraces;
  let trace = made.get(line);
  if (!trace) made.set(line, trace = new PlaneTrace(line, isTurned));
  return trace;
}

/** The coordinates around some traces, each a line of at least two points. */
export class GeneralizedCoordinates {
  readonly traces: readonly PlaneTrace[];
  /** where the traces start along the mean strike, km */
  readonly #shifts: readonly number[];
  #sumT = 0;
  #sumU = 0;
  #weights = 0;
  readonly #ends: readonly (readonly [lon: number, lat: number])[];
  /** distance across the traces, positive to the right, and along them, of the point located last (km) */
  t = 0;
  u = 0;

  constructor(traces: readonly LonLatLine[]) {
    const { isTurned, shifts } = aligned(traces);
    this.traces = traces.map((line, i) => planeTraceOf(line, isTurned[i]));
    this.#shifts = shifts;
    this.#ends = traces.flatMap(endsOf);
  }

  /** Largest `u` of an end of a trace, km. */
  get uMax(): number {
    const ends = this.#ends.map(([lon, lat]) => {
      const { x, y, z } = direction(lon, lat);
      this.locate(x, y, z);
      return Math.abs(this.u);
    });
    return Math.max(...ends);
  }

  /** Sets `t` and `u` for the point with this unit vector. */
  locate(sx: number, sy: number, sz: number): void {
    this.traces.forEach((trace, i) => {
      trace.locate(sx, sy, sz);
      this.#add(i, trace.t, trace.u, trace.weight);
    });
    this.#finish();
  }

  /** The same for the point with the index `k` among those whose coordinates around each trace are known. */
  locateKnown(ofTraces: readonly TraceCoordinates[], k: number): void {
    ofTraces.forEach(({ t, u, weight }, i) => this.#add(i, t[k], u[k], weight[k]));
    this.#finish();
  }

  /** Adds what a trace contributes. */
  #add(i: number, t: number, u: number, weight: number): void {
    this.#sumT += t * weight;
    this.#sumU += (u + this.#shifts[i]) * weight;
    this.#weights += weight;
  }

  #finish(): void {
    this.t = this.#sumT / this.#weights;
    this.u = this.#sumU / this.#weights;
    this.#sumT = this.#sumU = this.#weights = 0;
  }
}

function endsOf({ lon, lat }: LonLatLine): [first: [number, number], last: [number, number]] {
  const last = lon.length - 1;
  return [[lon[0], lat[0]], [lon[last], lat[last]]];
}

/** Which lines to turn so that all run the same way, and how far along the mean strike from the outermost end they start. */
function aligned(traces: readonly LonLatLine[]): { isTurned: boolean[]; shifts: number[] } {
  const lengths = traces.map(lengthOf), strikes = traces.map(strikeOf);
  const isTurned = againstTheTrend(strikes, lengths);
  const turned = strikes.map((strike, i) => isTurned[i] ? (strike + 180) % 360 : strike);
  const trend = floorMod(angularMean(turned, lengths), 360);
  const [originLon, originLat] = outermostEnd(traces, trend);
  const shifts = traces.map((line, i) => {
    const [startLon, startLat] = endsOf(line)[isTurned[i] ? 1 : 0];
    const distance = greatCircleDistance(originLon, originLat, startLon, startLat);
    return Math.cos(radians(trend - azimuth(originLon, originLat, startLon, startLat))) * distance;
  });
  return { isTurned, shifts };
}

/** Which lines run against the direction that most of the length has. */
function againstTheTrend(strikes: readonly number[], lengths: readonly number[]): boolean[] {
  const trend = floorMod(angularMean(strikes, lengths), 360);
  const from = floorMod(trend - 90, 360), to = (trend + 90) % 360;
  const isAlong = strikes.map((strike) =>
    trend >= 90 && trend <= 270 ? strike >= from && strike < to : strike >= from || strike < to
  );
  const lengthAlong = strikes.map((strike, i) => lengths[i] * Math.abs(Math.cos(radians(strike - trend))));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const isMostAlong = sum(lengthAlong.filter((_, i) => isAlong[i])) / sum(lengthAlong) > 0.5;
  return isAlong.map((is) => is !== isMostAlong);
}

/** The westernmost end of all lines if they trend to the east, else the easternmost. */
function outermostEnd(traces: readonly LonLatLine[], trend: number): [lon: number, lat: number] {
  const ends = traces.flatMap(endsOf);
  const projection = OrthographicProjection.centredOn(
    boundingBox(ends.map(([lon]) => lon), ends.map(([, lat]) => lat)),
  );
  const isToEast = trend <= 180;
  const east = ends.map(([lon, lat]) => projection.project(lon, lat)[0] * (isToEast ? 1 : -1));
  return ends[east.indexOf(Math.min(...east))];
}

function lengthOf({ lon, lat }: LonLatLine): number {
  return lon.slice(1).reduce(
    (sum, _, i) => sum + greatCircleDistance(lon[i], lat[i], lon[i + 1], lat[i + 1]),
    0,
  );
}

function strikeOf({ lon, lat }: LonLatLine): number {
  const segments = Array.from(lon.keys()).slice(1);
  const azimuths = segments.map((i) => azimuth(lon[i - 1], lat[i - 1], lon[i], lat[i]));
  const lengths = segments.map((i) => greatCircleDistance(lon[i - 1], lat[i - 1], lon[i], lat[i]));
  return segments.length === 1 ? azimuths[0] : floorMod(angularMean(azimuths, lengths), 360);
}
