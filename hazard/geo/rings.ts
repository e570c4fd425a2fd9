/** Areas in longitude and latitude, bounded by rings: outlines and holes, of one polygon or of several. */

/** Closed lines; a place inside an odd number of them is inside of the area. */
export interface RingedArea {
  readonly rings: readonly { readonly x: Float64Array; readonly y: Float64Array }[];
}

/** Whether a point is inside of an area, not on its edge. */
export function isInside({ rings }: RingedArea, x: number, y: number): boolean {
  let isIn = false;
  for (const ring of rings) {
    for (let i = 0, before = ring.x.length - 1; i < ring.x.length; before = i++) {
      const [x1, y1, x2, y2] = [ring.x[before], ring.y[before], ring.x[i], ring.y[i]];
      const side = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1);
      const isBetween = (x - x1) * (x - x2) <= 0 && (y - y1) * (y - y2) <= 0;
      if (side === 0 && isBetween) return false;
      if (y1 > y !== y2 > y && (side > 0) === (y2 > y1)) isIn = !isIn;
    }
  }
  return isIn;
}
