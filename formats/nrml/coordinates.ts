/** Longitudes and latitudes in NRML. */
import type { LonLatLine, PointsInDepth } from "../../hazard/source/source.ts";
import { wordSpans } from "../word_spans.ts";
import type { XmlElement } from "../xml.ts";
import { child, numberAt, type NumberRange } from "./fields.ts";
import type { ProblemList } from "./problem_list.ts";
import { crossesItself } from "./self_crossing.ts";

/** degrees */
export const LONGITUDE: NumberRange = { min: -180, max: 180 };
/** degrees */
export const LATITUDE: NumberRange = { min: -90, max: 90 };
/** km, from the highest summit to the centre of the Earth */
export const DEPTH: NumberRange = { above: -8.848, below: 6371 };

/** Closer to a tie than this the product of degrees and 1e5, itself rounded, does not tell where to round. */
const TIE_MARGIN = 1e-6;

/** Rounds degrees to 5 decimals (1 m), a tie to the even last digit. */
export function roundDegrees(degrees: number): number {
  const units = degrees * 1e5, whole = Math.round(units);
  return Math.abs(Math.abs(units - whole) - 0.5) > TIE_MARGIN ? whole / 1e5 : roundNearTie(degrees);
}

function roundNearTie(degrees: number): number {
  const rounded = Number(degrees.toFixed(5));
  // ties are exact only for odd multiples of 1/64; toFixed rounds them away from zero
  if (Math.abs(degrees * 64) % 2 !== 1) return rounded;
  const units = Math.round(Math.abs(rounded) * 1e5);
  return units % 2 === 0 ? rounded : Math.sign(rounded) * Number(`${units - 1}e-5`);
}

/** The rounded longitude and latitude of the words `i` / 2 and `i` / 2 + 1 of a text (see `wordSpans`). */
function lonLatAt(
  problems: ProblemList,
  { line, text }: XmlElement,
  spans: readonly number[],
  i: number,
): { lon: number; lat: number } {
  const lon = numberAt(problems, line, "longitude", text, spans[i], spans[i + 1], LONGITUDE);
  const lat = numberAt(problems, line, "latitude", text, spans[i + 2], spans[i + 3], LATITUDE);
  return { lon: roundDegrees(lon), lat: roundDegrees(lat) };
}

/** The point in <Point><pos>lon lat</pos></Point>, NaN where it can't be read. */
export function readPoint(problems: ProblemList, geometry: XmlElement): { lon: number; lat: number } {
  const point = child(problems, geometry, "Point");
  const pos = point && child(problems, point, "pos");
  if (!pos) return { lon: NaN, lat: NaN };
  const spans = wordSpans(pos.text, true);
  if (spans.length === 4) return lonLatAt(problems, pos, spans, 0);
  problems.add(pos.line, `pos: expected a longitude and a latitude, got "${pos.text.trim()}"`);
  return { lon: NaN, lat: NaN };
}

/** The trace in <LineString><posList>, points that repeat the one before left out; at least 2 points. */
export function readTrace(problems: ProblemList, geometry: XmlElement): LonLatLine {
  const lineString = child(problems, geometry, "LineString");
  const positions = lineString && readPositions(problems, lineString);
  if (!positions) return NO_POINTS;
  const trace = withoutRepeats(positions);
  if (trace.lon.length < 2) {
    problems.add(
      lineString.line,
      `expected at least 2 different points in LineString, got ${trace.lon.length}`,
    );
  } else if (crossesItself(trace, false)) problems.add(lineString.line, "the LineString crosses itself");
  return trace;
}

/** The outer ring of <Polygon><exterior><LinearRing>, the first point not repeated; at least 3 points. */
export function readPolygon(problems: ProblemList, geometry: XmlElement): LonLatLine {
  const polygon = child(problems, geometry, "Polygon");
  const exterior = polygon && child(problems, polygon, "exterior");
  const linearRing = exterior && child(problems, exterior, "LinearRing");
  if (!polygon || !linearRing) return NO_POINTS;
  const interior = polygon.children.find(({ tag }) => tag === "interior");
  if (interior) problems.add(interior.line, "interior in Polygon is not supported yet");
  const positions = readPositions(problems, linearRing);
  if (!positions) return NO_POINTS;
  const { lon, lat } = withoutRepeats(positions);
  const last = lon.length - 1;
  const isClosed = last > 0 && lon[0] === lon[last] && lat[0] === lat[last];
  const ring = isClosed ? { lon: lon.slice(0, last), lat: lat.slice(0, last) } : { lon, lat };
  if (ring.lon.length < 3) {
    problems.add(linearRing.line, `expected at least 3 different points in Polygon, got ${ring.lon.length}`);
  } else if (crossesItself(ring, true)) {
    problems.add(linearRing.line, "the edges of Polygon cross each other, expected its corners in order");
  }
  return ring;
}

const NO_POINTS: LonLatLine = { lon: [], lat: [] };

/** The points of <posList>lon lat lon lat</posList> or <coordinates>lon,lat lon,lat</coordinates>, all of them. */
export function readPositions(problems: ProblemList, parent: XmlElement): LonLatLine | undefined {
  const list = parent.children.find(({ tag }) => tag === "coordinates") ?? child(problems, parent, "posList");
  const spans = list && tupleSpans(problems, list, 2, "pairs of longitude and latitude");
  if (!spans) return undefined;
  const lons: number[] = [], lats: number[] = [];
  for (let i = 0; i < spans.length; i += 4) {
    const { lon, lat } = lonLatAt(problems, list, spans, i);
    lons.push(lon);
    lats.push(lat);
  }
  return { lon: lons, lat: lats };
}

/** The points of <posList>lon lat depth lon lat depth</posList>, those that repeat the one before left out. */
export function readPositionsInDepth(problems: ProblemList, parent: XmlElement): PointsInDepth | undefined {
  const list = child(problems, parent, "posList");
  const spans = list && tupleSpans(problems, list, 3, "longitude, latitude and depth of each point");
  if (!spans) return undefined;
  const lons: number[] = [], lats: number[] = [], depths: number[] = [];
  for (let i = 0; i < spans.length; i += 6) {
    const { lon, lat } = lonLatAt(problems, list, spans, i);
    const depth = numberAt(problems, list.line, "depth", list.text, spans[i + 4], spans[i + 5], DEPTH);
    if (lon === lons.at(-1) && lat === lats.at(-1) && depth === depths.at(-1)) continue;
    lons.push(lon);
    lats.push(lat);
    depths.push(depth);
  }
  return { lon: lons, lat: lats, depth: depths };
}

/** The spans of the words of a list of tuples; undefined, with a problem added, if the last one is incomplete. */
function tupleSpans(
  problems: ProblemList,
  list: XmlElement,
  size: number,
  expected: string,
): readonly number[] | undefined {
  const spans = wordSpans(list.text, true), numWords = spans.length / 2;
  if (numWords % size === 0) return spans;
  problems.add(list.line, `${list.tag}: expected ${expected}, got ${numWords} numbers`);
  return undefined;
}

/** Points without those that repeat the one before. */
function withoutRepeats({ lon, lat }: LonLatLine): LonLatLine {
  const kept = Array.from(lon.keys()).filter((i) =>
    i === 0 || lon[i] !== lon[i - 1] || lat[i] !== lat[i - 1]
  );
  return { lon: kept.map((i) => lon[i]), lat: kept.map((i) => lat[i]) };
}
