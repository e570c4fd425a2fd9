/** The changes that logic trees make to sources, to what they are and where, under the names of the uncertainties. */
import { magnitudeOfArea } from "./magnitude_of_area.ts";
import { mfdModifications } from "./mfd_modifications.ts";
import { areaOfSimpleFault, aValueOfFault } from "./slip_rate.ts";
import type {
  FaultEdge,
  FaultSurface,
  LonLatLine,
  MagFreqDist,
  SeismogenicLayer,
  SimpleFaultPlane,
  SimpleFaultSource,
  Source,
} from "./source.ts";

type MfdChange = keyof typeof mfdModifications;

/** Changes that are told by numbers: their values as written. */
const BY_NUMBERS = {
  simpleFaultDipAbsolute: (source: Source, dip: number) => withPlane(source, { dip }),
  simpleFaultDipRelative: (source: Source, increment: number) =>
    withPlane(source, { dip: only(source, "simpleFault").dip + increment }),
  setLowerSeismDepthAbsolute: (source: Source, lowerSeismogenicDepth: number) =>
    withLayer(source, { lowerSeismogenicDepth }),
  setLowerSeismDepthRelative: (source: Source, increment: number) =>
    withLayer(source, { lowerSeismogenicDepth: layered(source).lowerSeismogenicDepth + increment }),
  setUpperSeismDepthAbsolute: (source: Source, upperSeismogenicDepth: number) =>
    withLayer(source, { upperSeismogenicDepth }),
  setUpperSeismDepthRelative: (source: Source, increment: number) =>
    withLayer(source, { upperSeismogenicDepth: layered(source).upperSeismogenicDepth + increment }),
  setAspectRatioAbsolute: (source: Source, ratio: number) => withAspectRatio(source, () => ratio),
  setAspectRatioRelative: (source: Source, increment: number) =>
    withAspectRatio(source, (ratio) => ratio + increment),
  /** largest magnitude from the area of the fault, that many standard deviations above the median */
  recomputeMmax: (source: Source, epsilon: number) => {
    const fault = only(source, "simpleFault");
    if (fault.mfd.kind !== "truncatedGR") throw new RangeError("expected a truncGutenbergRichterMFD");
    const { mag, sigma } = magnitudeOfArea(fault.magScaleRel, areaOfSimpleFault(fault), fault.rake);
    return { ...fault, mfd: { ...fault.mfd, maxMag: mag + epsilon * sigma } };
  },
} as const;

type SourceChangeByNumber = keyof typeof BY_NUMBERS;

/** Names of the changes that are told by numbers, and how many they take. */
export const NUMBERS_OF_CHANGES: Readonly<Record<MfdChange | SourceChangeByNumber, number>> = {
  ...Object.fromEntries(Object.keys(BY_NUMBERS).map((name) => [name, 1])) as Record<SourceChangeByNumber, 1>,
  abGRAbsolute: 2,
  bGRAbsolute: 1,
  bGRRelative: 1,
  maxMagGRAbsolute: 1,
  maxMagGRRelative: 1,
  maxMagGRRelativeNoMoBalance: 1,
  bACAbsolute: 1,
  bACRelative: 1,
  maxMagAndDeltaMagACRelative: 2,
  maxMagAndDeltaMagACRelativeNoMoBalance: 2,
  abMaxMagAbsolute: 3,
};

/** What a branch of a logic tree changes; lengths in km. */
export type SourceChange =
  | { readonly kind: MfdChange | SourceChangeByNumber; readonly values: readonly number[] }
  | { readonly kind: "incrementalMFDAbsolute"; readonly mfd: MagFreqDist }
  | {
    readonly kind: "truncatedGRFromSlipAbsolute";
    /** mm per year */
    readonly slipRate: number;
    /** GPa */
    readonly rigidity: number;
    /** log10 of the moment (N m) of magnitude 0 */
    readonly logMoment: number;
  }
  | { readonly kind: "setMSRAbsolute"; readonly magScaleRel: string }
  | { readonly kind: "areaSourceGeometryAbsolute"; readonly polygon: LonLatLine }
  | { readonly kind: "simpleFaultGeometryAbsolute"; readonly plane: SimpleFaultPlane }
  | {
    readonly kind: "complexFaultGeometryAbsolute";
    readonly edges: readonly FaultEdge[];
    readonly meshSpacing?: number;
  }
  | { readonly kind: "characteristicFaultGeometryAbsolute"; readonly surface: FaultSurface };

/**
 * The source with a change. `binWidth` is the job's width_of_mfd_bin.
 * Throws RangeError if the change does not suit the source.
 */
export function changedSource(source: Source, change: SourceChange, binWidth: number): Source {
  switch (change.kind) {
    case "incrementalMFDAbsolute":
      if (source.mfd.kind !== "incremental") throw new RangeError("expected an incrementalMFD");
      return { ...source, mfd: change.mfd };
    case "truncatedGRFromSlipAbsolute": {
      const fault = only(source, "simpleFault"), { mfd } = fault;
      if (mfd.kind !== "truncatedGR") throw new RangeError("expected a truncGutenbergRichterMFD");
      const aValue = aValueOfFault({ ...change, bValue: mfd.bValue, maxMag: mfd.maxMag }, fault);
      return { ...fault, mfd: { ...mfd, aValue } };
    }
    case "setMSRAbsolute":
      if (!("magScaleRel" in source)) {
        throw new RangeError("its size does not follow from a magnitude");
      }
      return { ...source, magScaleRel: change.magScaleRel };
    case "areaSourceGeometryAbsolute":
      return { ...only(source, "area"), polygon: change.polygon };
    case "simpleFaultGeometryAbsolute":
      return { ...only(source, "simpleFault"), ...change.plane };
    case "complexFaultGeometryAbsolute":
      return { ...only(source, "complexFault"), edges: change.edges, meshSpacing: change.meshSpacing };
    case "characteristicFaultGeometryAbsolute":
      return { ...only(source, "characteristicFault"), surface: change.surface };
  }
  if (Object.hasOwn(BY_NUMBERS, change.kind)) {
    return BY_NUMBERS[change.kind as SourceChangeByNumber](source, change.values[0]);
  }
  const modify = mfdModifications[change.kind as MfdChange] as (
    mfd: MagFreqDist,
    binWidth: number,
    ...values: readonly number[]
  ) => MagFreqDist;
  return { ...source, mfd: modify(source.mfd, binWidth, ...change.values) };
}

/** The source, which must be of a kind. */
function only<K extends Source["kind"]>(source: Source, kind: K): Extract<Source, { kind: K }> {
  if (source.kind !== kind) throw new RangeError(`expected a ${kind}Source, got a ${source.kind}Source`);
  return source as Extract<Source, { kind: K }>;
}

type LayeredSource = Extract<Source, SeismogenicLayer>;

/** The source, which must lie in a layer between two depths. */
function layered(source: Source): LayeredSource {
  if ("upperSeismogenicDepth" in source) return source;
  throw new RangeError(`a ${source.kind}Source has no seismogenic depths`);
}

function withLayer(
  source: Source,
  depths: Partial<Pick<LayeredSource, "upperSeismogenicDepth" | "lowerSeismogenicDepth">>,
): Source {
  const changed = { ...layered(source), ...depths };
  const { upperSeismogenicDepth: upper, lowerSeismogenicDepth: lower } = changed;
  if (!(lower > upper)) {
    throw new RangeError(`the depths would be ${upper} and ${lower} km, the lower one must be below`);
  }
  return changed;
}

function withPlane(source: Source, { dip }: { dip: number }): SimpleFaultSource {
  if (!(dip > 0 && dip <= 90)) {
    throw new RangeError(`the dip would be ${dip} degrees, expected above 0 and at most 90`);
  }
  return { ...only(source, "simpleFault"), dip };
}

function withAspectRatio(source: Source, change: (ratio: number) => number): Source {
  if (!("ruptureAspectRatio" in source)) {
    throw new RangeError("its shape is given, it has no aspect ratio");
  }
  const { ruptureAspectRatio: before } = source;
  if (typeof before !== "number") throw new RangeError("its aspect ratio is a function of the magnitude");
  const ratio = change(before);
  if (!(ratio > 0)) throw new RangeError(`the aspect ratio would be ${ratio}, expected above 0`);
  return { ...source, ruptureAspectRatio: ratio };
}
