/** Polygons as well-known text: OGC 06-103r4, Simple Feature Access, part 1, §7. */
import type { RingedArea } from "../hazard/geo/rings.ts";
import { parseDecimal } from "./decimal.ts";

const POLYGONS = /^\s*(POLYGON|MULTIPOLYGON)\s*(Z|M|ZM)?\s*(\([\s\S]*\))\s*$/i;
const RING = /\(([^()]+)\)/g;

/**
 * The area of a POLYGON or MULTIPOLYGON; coordinates beyond the second count for nothing.
 * @throws SyntaxError for another text
 */
export function parsePolygons(text: string): RingedArea {
  const body = POLYGONS.exec(text)?.[3];
  const parts = body === undefined ? [] : [...body.matchAll(RING)].map(([, part]) => part);
  const isBalanced = body !== undefined && /^[(),\s]*$/.test(body.replace(RING, ""));
  if (parts.length === 0 || !isBalanced) {
    throw new SyntaxError(
      `expected POLYGON((lon lat, ...)) or MULTIPOLYGON, got "${text.trim().slice(0, 40)}"`,
    );
  }
  return { rings: parts.map(parseRing) };
}

function parseRing(text: string): RingedArea["rings"][number] {
  const points = text.split(",").map((point) => point.trim().split(/\s+/).map((word) => parseDecimal(word)));
  const wrong = points.find((point) => point.length < 2 || point.some(Number.isNaN));
  if (wrong || points.length < 3) {
    throw new SyntaxError(`expected three points or more, got "${text.slice(0, 40)}"`);
  }
  return { x: Float64Array.from(points, ([x]) => x), y: Float64Array.from(points, ([, y]) => y) };
}
