/** Complex faults: the ruptures that float over their mesh (hazardlib conventions, numerics.md §1.6). */
import { checkEdges } from "../rupture/complex_fault_edges.ts";
import { estimatedPointsOfMesh, meshOfComplexFault } from "../rupture/complex_fault_mesh.ts";
import { ComplexSurface } from "../rupture/complex_surface.ts";
import type { FaultMesh } from "../rupture/fault_mesh.ts";
import { type MeshWindows, windowsOfSize } from "./complex_fault_windows.ts";
import { CentredRupture, type FloatingRuptures } from "./floating_ruptures.ts";
import { occurrenceRates } from "./mfd.ts";
import { aspectRatioAt, medianArea } from "./scaling.ts";
import type { ComplexFaultSource } from "./source.ts";
import { invalidSource, locating } from "./source_error.ts";
import { complexMeshSpacingOf, type RuptureOptions, type SourceKind, withMargin } from "./source_kind.ts";

/** Windows of the mesh whose area is about that of the magnitude, each with an equal share of the rate. */
export const COMPLEX_FAULT_SOURCE: SourceKind<ComplexFaultSource> = {
  code: "C",
  numPoints: (source, options) => estimatedPointsOfMesh(source.edges, complexMeshSpacingOf(source, options)),
  count: (source, options) =>
    preparedFault(source, options).magnitudes.reduce((sum, { windows }) => sum + windows.size, 0),
  sphere: (source, options) => withMargin(preparedFault(source, options).mesh.sphere),
  *ruptures(source, options) {
    const { mesh, magnitudes } = preparedFault(source, options);
    for (const { mag, rate, windows: { size, firstRow, firstCol, rows, cols } } of magnitudes) {
      for (let i = 0; i < size; i++) {
        const surface = new ComplexSurface(mesh, firstRow[i], firstCol[i], rows[i], cols[i]);
        yield new CentredRupture(mag, source.rake, rate, surface);
      }
    }
  },
  floating(source, options) {
    const { mesh, bySize } = preparedFault(source, options);
    return { mesh, ruptures: bySize };
  },
};

/** More ruptures of a fault than fit in the memory of every thread. */
const MOST_WINDOWS = 1e7;

/** Windows of one magnitude. */
interface MagnitudeWindows {
  readonly mag: number;
  /** per year, of one rupture */
  readonly rate: number;
  readonly windows: MeshWindows;
}

interface PreparedFault {
  readonly mesh: FaultMesh;
  readonly magnitudes: readonly MagnitudeWindows[];
  readonly bySize: readonly FloatingRuptures[];
}

/** What was prepared last for each source, and for which options: every tile of sites looks at all ruptures. */
const prepared = new WeakMap<
  ComplexFaultSource,
  { readonly spacing: number; readonly binWidth: number; readonly fault: PreparedFault }
>();

function preparedFault(source: ComplexFaultSource, options: RuptureOptions): PreparedFault {
  const spacing = complexMeshSpacingOf(source, options), { binWidth } = options, known = prepared.get(source);
  if (known?.spacing === spacing && Object.is(known.binWidth, binWidth)) return known.fault;
  const mesh = locating(source, () => {
    checkEdges(source.edges);
    return meshOfComplexFault(source.edges, spacing);
  });
  const { magnitudes: mags, rates } = occurrenceRates(source.mfd, binWidth);
  let numWindows = 0;
  const magnitudes = Array.from(mags, (mag, m): MagnitudeWindows => {
    const area = medianArea(source.magScaleRel, mag, source.rake);
    const length = Math.sqrt(area * aspectRatioAt(source.ruptureAspectRatio, mag));
    const windows = windowsOfSize(mesh.cells, area, length);
    numWindows += windows.size;
    if (numWindows > MOST_WINDOWS) {
      throw invalidSource(
        source,
        `a mesh of ${mesh.rows} x ${mesh.cols} points has more than ${
          MOST_WINDOWS / 1e6
        } million ruptures, ` +
          `raise complex_fault_mesh_spacing (${spacing} km)`,
      );
    }
    return { mag, rate: rates[m] / windows.size, windows };
  });
  const fault = {
    mesh,
    magnitudes,
    bySize: magnitudes.flatMap((of) => groupsOf(source, mesh, of)).sort(bySize),
  };
  prepared.set(source, { spacing, binWidth, fault });
  return fault;
}

function bySize(a: FloatingRuptures, b: FloatingRuptures): number {
  return a.rows - b.rows || a.cols - b.cols || a.mag - b.mag;
}

/** The windows of a magnitude, those of one size together. */
function groupsOf(
  { rake }: ComplexFaultSource,
  mesh: FaultMesh,
  { mag, rate, windows }: MagnitudeWindows,
): FloatingRuptures[] {
  const { firstRow, firstCol, rows, cols } = windows;
  const groups = Map.groupBy(
    Array.from({ length: windows.size }, (_, i) => i),
    (i) => rows[i] * mesh.cols + cols[i],
  );
  return Array.from(groups.values(), (indices): FloatingRuptures => {
    const size = { rows: rows[indices[0]], cols: cols[indices[0]] };
    const firstRows = Uint32Array.from(indices, (i) => firstRow[i]);
    const firstCols = Uint32Array.from(indices, (i) => firstCol[i]);
    return {
      mag,
      ...size,
      firstRows,
      firstCols,
      countAt: () => 1,
      at: (i) => {
        const surface = new ComplexSurface(mesh, firstRows[i], firstCols[i], size.rows, size.cols);
        return [new CentredRupture(mag, rake, rate, surface)];
      },
    };
  });
}
