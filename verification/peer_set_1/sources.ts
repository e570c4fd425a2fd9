/** The sources of set 1 in NRML. */
import { greatCircleDistance, pointAt, radians } from "../../hazard/geo/geodesy.ts";
import { AREA_OUTLINE, ASPECT_RATIO, type Fault, NORTH_END, type Place, SOUTH_END } from "./definition.ts";
import { B_VALUE, BIN_WIDTH, CHARACTERISTIC_MAG, MAX_MAG, MIN_MAG } from "./magnitude_densities.ts";

/** Length of the faults between their ends, km. */
export const FAULT_LENGTH = greatCircleDistance(NORTH_END.lon, NORTH_END.lat, SOUTH_END.lon, SOUTH_END.lat);

/** Logarithm (base 10) of the area (km²) of a rupture of magnitude 0, with the sign changed. */
export const MEDIAN_AREA = 4;

/** Width of a fault down its dip, km. */
export function widthOf({ dip, topDepth, bottomDepth }: Fault): number {
  return (bottomDepth - topDepth) / Math.sin(radians(dip));
}

/** Events of one magnitude. */
export function delta(mag: number, rate: number): string {
  return `<arbitraryMFD><occurRates>${rate}</occurRates><magnitudes>${mag}</magnitudes></arbitraryMFD>`;
}

/** The truncated exponential density. */
export function exponential(aValue: number): string {
  return `<truncGutenbergRichterMFD aValue="${aValue}" bValue="${B_VALUE}" minMag="${MIN_MAG}" maxMag="${MAX_MAG}"/>`;
}

/** Rates in bins from the smallest magnitude on. */
export function bins(rates: readonly number[]): string {
  return `<incrementalMFD minMag="${MIN_MAG + BIN_WIDTH / 2}" binWidth="${BIN_WIDTH}"><occurRates>${
    rates.join(" ")
  }</occurRates></incrementalMFD>`;
}

/** The characteristic density. */
export function characteristic(rate: number): string {
  return `<YoungsCoppersmithMFD minMag="${MIN_MAG}" bValue="${B_VALUE}" characteristicMag="${CHARACTERISTIC_MAG}" ` +
    `characteristicRate="${rate}" binWidth="${BIN_WIDTH}"/>`;
}

/**
 * A fault; `areaConstant` is c in log10 area = M - c. The trace of a simple fault is at the surface, so it lies up the
 * dip of the upper edge, which the definition gives.
 */
export function faultSource(
  id: string,
  fault: Fault,
  magnitudes: string,
  areaConstant = MEDIAN_AREA,
): string {
  const { dip, rake, topDepth, bottomDepth } = fault;
  const offset = topDepth / Math.tan(radians(dip));
  const trace = [NORTH_END, SOUTH_END].map(({ lon, lat }) =>
    pointAt(lon, lat, 90, offset).slice(0, 2).join(" ")
  );
  return `<simpleFaultSource id="${id}" name="${id}">
<simpleFaultGeometry><gml:LineString><gml:posList>${trace.join(" ")}</gml:posList></gml:LineString>
<dip>${dip}</dip><upperSeismoDepth>${topDepth}</upperSeismoDepth><lowerSeismoDepth>${bottomDepth}</lowerSeismoDepth>
</simpleFaultGeometry>
<magScaleRel>CScalingMSR.C = ${areaConstant}</magScaleRel><ruptAspectRatio>${ASPECT_RATIO}</ruptAspectRatio>
${magnitudes}
<rake>${rake}</rake>
</simpleFaultSource>`;
}

/** What points have in common: ruptures that are points, on vertical faults, at depths (km) of equal probability. */
function pointProperties(magnitudes: string, depths: readonly number[]): string {
  const shares = depths.map((depth) => `<hypoDepth probability="${1 / depths.length}" depth="${depth}"/>`);
  return `<magScaleRel>PointMSR</magScaleRel><ruptAspectRatio>1</ruptAspectRatio>
${magnitudes}
<nodalPlaneDist><nodalPlane probability="1" strike="0" dip="90" rake="0"/></nodalPlaneDist>
<hypoDepthDist>${shares.join("")}</hypoDepthDist>`;
}

const POINT_DEPTHS = "<upperSeismoDepth>0</upperSeismoDepth><lowerSeismoDepth>12</lowerSeismoDepth>";

function posList(places: readonly Place[]): string {
  return `<gml:posList>${places.map(({ lon, lat }) => `${lon} ${lat}`).join(" ")}</gml:posList>`;
}

/** The area as an area source, whose grid the engine makes. */
export function areaSource(aValue: number, depths: readonly number[]): string {
  return `<areaSource id="area" name="area">
<areaGeometry><gml:Polygon><gml:exterior><gml:LinearRing>${
    posList(AREA_OUTLINE)
  }</gml:LinearRing></gml:exterior>
</gml:Polygon>${POINT_DEPTHS}</areaGeometry>
${pointProperties(exponential(aValue), depths)}
</areaSource>`;
}

/** The area as points of equal rates on a grid of some degrees. */
export function areaPoints(aValue: number, depths: readonly number[], step: number): string {
  const points = pointsInside(AREA_OUTLINE, step);
  const magnitudes =
    `<multiMFD kind="truncGutenbergRichterMFD" size="${points.length}"><min_mag>${MIN_MAG}</min_mag>` +
    `<max_mag>${MAX_MAG}</max_mag><a_val>${
      aValue - Math.log10(points.length)
    }</a_val><b_val>${B_VALUE}</b_val></multiMFD>`;
  return `<multiPointSource id="points" name="points">
<multiPointGeometry>${posList(points)}${POINT_DEPTHS}</multiPointGeometry>
${pointProperties(magnitudes, depths)}
</multiPointSource>`;
}

/** Points inside a ring whose longitudes and latitudes are multiples of `step` degrees. */
export function pointsInside(ring: readonly Place[], step: number): Place[] {
  const points: Place[] = [];
  const lats = ring.map(({ lat }) => lat);
  for (let row = Math.ceil(Math.min(...lats) / step); row * step <= Math.max(...lats); row++) {
    const lat = Number((row * step).toFixed(6));
    const crossings = longitudesAt(ring, lat);
    for (let i = 0; i < crossings.length; i += 2) {
      for (let col = Math.ceil(crossings[i] / step); col * step <= crossings[i + 1]; col++) {
        points.push({ lon: Number((col * step).toFixed(6)), lat });
      }
    }
  }
  return points;
}

/** Where a parallel crosses a ring, from west to east. */
function longitudesAt(ring: readonly Place[], lat: number): number[] {
  return ring.flatMap((from, i) => {
    const to = ring[(i + 1) % ring.length];
    if ((from.lat > lat) === (to.lat > lat)) return [];
    return [from.lon + (lat - from.lat) / (to.lat - from.lat) * (to.lon - from.lon)];
  }).sort((a, b) => a - b);
}
