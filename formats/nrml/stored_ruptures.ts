/** Ruptures of sources that a source model only names, kept in columns in the HDF5 file beside it. */
import type { GivenRupture } from "../../hazard/source/source.ts";
import type { XmlElement } from "../xml.ts";
import { NEAR_ONE } from "./fields.ts";
import type { SourceContext } from "./source_common.ts";

/** Numbers in row-major order. */
export interface StoredNumbers {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/** The datasets of a source by name: numbers or texts. */
export type StoredSource = ReadonlyMap<string, StoredNumbers | readonly string[]>;

/** The datasets of the source; undefined, with a problem added, if there are none. */
export function storedSource(
  { problems, storedRuptures }: SourceContext,
  element: XmlElement,
): StoredSource | undefined {
  const { id = "" } = element.attributes, hdf5 = problems.file.replace(/\.[^.]*$/, ".hdf5");
  const stored = storedRuptures?.(id);
  if (!stored) problems.add(element.line, `expected ruptures, here or as group "${id}" of ${hdf5}`);
  return stored;
}

/** The numbers of a dataset; undefined, with a problem added, if it has another shape (NaN: any length). */
export function storedNumbers(
  { problems }: SourceContext,
  { line, attributes: { id } }: XmlElement,
  stored: StoredSource,
  name: string,
  shape: readonly number[],
): StoredNumbers | undefined {
  const found = stored.get(name), hdf5 = problems.file.replace(/\.[^.]*$/, ".hdf5");
  const isNumeric = found !== undefined && "shape" in found;
  const fits = isNumeric && found.shape.length === shape.length &&
    shape.every((length, axis) => Number.isNaN(length) || found.shape[axis] === length);
  if (fits && found.values.every(Number.isFinite)) return found;
  const wanted = shape.map((length) => Number.isNaN(length) ? "any" : length).join(" x ");
  const got = fits
    ? "some that are not finite"
    : isNumeric
    ? found.shape.join(" x ")
    : found
    ? "texts"
    : "nothing";
  problems.add(line, `${id}/${name} in ${hdf5}: expected ${wanted} numbers, got ${got}`);
  return undefined;
}

/** The probabilities of each rupture, which sum to 1; undefined, with a problem added, if they don't. */
export function storedProbabilities(
  context: SourceContext,
  element: XmlElement,
  stored: StoredSource,
  numRuptures: number,
): number[][] | undefined {
  const found = storedNumbers(context, element, stored, "probs_occur", [numRuptures, NaN]);
  if (!found) return undefined;
  const width = found.shape[1];
  const rows = Array.from(
    { length: numRuptures },
    (_, i) => [...found.values.subarray(i * width, (i + 1) * width)],
  );
  const sums = rows.map((row) => row.reduce((sum, p) => sum + p, 0));
  const wrong = rows.findIndex((row, i) => row.some((p) => p < 0) || Math.abs(sums[i] - 1) > NEAR_ONE);
  if (wrong < 0 && width > 1) return rows;
  const { attributes: { id }, line } = element;
  const what = width > 1 ? `${rows[wrong].join(" ")} in row ${wrong}` : `${width} by rupture`;
  context.problems.add(
    line,
    `${id}/probs_occur: expected at least two probabilities that sum to 1, got ${what}`,
  );
  return undefined;
}

/** The ruptures of a source whose surfaces are scattered points; undefined, with problems added, if they are wrong. */
export function readStoredRuptures(
  context: SourceContext,
  element: XmlElement,
): GivenRupture[] | undefined {
  const stored = storedSource(context, element);
  const mags = stored && storedNumbers(context, element, stored, "magnitude", [NaN]);
  if (!stored || !mags) return undefined;
  const size = mags.values.length;
  const rakes = storedNumbers(context, element, stored, "rake", [size]);
  const hypocentres = storedNumbers(context, element, stored, "hypocenter", [size, 3]);
  const points = storedNumbers(context, element, stored, "mesh3d", [NaN, 3]);
  const slices = storedNumbers(context, element, stored, "slice", [size, 2]);
  const probabilities = storedProbabilities(context, element, stored, size);
  if (!rakes || !hypocentres || !points || !slices || !probabilities) return undefined;
  const isPart = (start: number, stop: number) => start >= 0 && start < stop && stop <= points.shape[0];
  const outside = mags.values.findIndex((_, i) => !isPart(slices.values[2 * i], slices.values[2 * i + 1]));
  if (outside >= 0) {
    const got = slices.values.subarray(2 * outside, 2 * outside + 2).join(" to ");
    context.problems.add(
      element.line,
      `${element.attributes.id}/slice: expected parts of the ${
        points.shape[0]
      } points of mesh3d, got ${got} in row ` +
        outside,
    );
    return undefined;
  }
  return Array.from({ length: size }, (_, i): GivenRupture => {
    const [lon, lat, depth] = hypocentres.values.subarray(3 * i, 3 * i + 3);
    const [start, stop] = slices.values.subarray(2 * i, 2 * i + 2);
    const column = (axis: number) =>
      Array.from({ length: stop - start }, (_, k) => points.values[3 * (start + k) + axis]);
    return {
      mag: mags.values[i],
      rake: rakes.values[i],
      hypocentre: { lon, lat, depth },
      surface: { kind: "gridded", points: { lon: column(0), lat: column(1), depth: column(2) } },
      probabilities: probabilities[i],
    };
  });
}
