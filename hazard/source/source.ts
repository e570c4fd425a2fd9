/** Seismic sources as data: what a source model says, before any rupture is made. */

/** Magnitude-frequency distribution as written in a source model. */
export type MagFreqDist =
  /** here and below: without its own `binWidth` that of the job counts */
  | { kind: "truncatedGR"; aValue: number; bValue: number; minMag: number; maxMag: number; binWidth?: number }
  /** falls off exponentially above `cornerMag` */
  | { kind: "taperedGR"; aValue: number; bValue: number; minMag: number; maxMag: number; cornerMag: number }
  | { kind: "incremental"; minMag: number; binWidth?: number; occurRates: readonly number[] }
  | { kind: "arbitrary"; magnitudes: readonly number[]; occurRates: readonly number[] }
  /** with the rate of the characteristic earthquakes (per year) or the total moment rate (N m per year) */
  | {
    kind: "youngsCoppersmith";
    minMag: number;
    bValue: number;
    characteristicMag: number;
    characteristicRate?: number;
    totalMomentRate?: number;
    binWidth: number;
  }
  /** exponential with `bGR` up to `maxMag` - `deltaMagAC` and with `bAC` above, which releases `gamma` of the moment */
  | {
    kind: "alternativeCharacteristic";
    minMag: number;
    maxMag: number;
    bGR: number;
    bAC: number;
    gamma: number;
    deltaMagAC: number;
    totalRate: number;
  }
  /** one for each point of a multi-point source; `written` are those of the file where a logic tree changed them */
  | { kind: "multi"; mfds: readonly MagFreqDist[]; written?: readonly MagFreqDist[] };

/** Degrees; probabilities of a distribution sum to 1. */
export interface NodalPlane {
  readonly probability: number;
  readonly strike: number;
  readonly dip: number;
  readonly rake: number;
}

/** Depth in km; probabilities of a distribution sum to 1. */
export interface HypocentralDepth {
  readonly probability: number;
  readonly depth: number;
  /** fraction of the width of a rupture that is above its hypocentre, greater than 0 and at most 1 */
  readonly fixedDipFraction?: number;
}

/** Points in degrees, by column. */
export interface LonLatLine {
  readonly lon: readonly number[];
  readonly lat: readonly number[];
}

/** Points in degrees and km, by column. */
export interface PointsInDepth extends LonLatLine {
  readonly depth: readonly number[];
}

/** A line along the strike of a complex fault, from left to right seen from the hanging wall. */
export type FaultEdge = PointsInDepth;

/** Top left, top right, bottom left and bottom right corner of a plane. */
export type PlaneCorners = PointsInDepth;

/** The surface of a fault. */
export type FaultSurface =
  | { readonly kind: "simpleFault" } & SimpleFaultPlane
  /** the top edge first */
  | { readonly kind: "complexFault"; readonly edges: readonly FaultEdge[]; readonly meshSpacing?: number }
  | { readonly kind: "planar"; readonly planes: readonly PlaneCorners[] }
  /** scattered points */
  | { readonly kind: "gridded"; readonly points: PointsInDepth }
  /** one or several surfaces of varying width and dip */
  | { readonly kind: "kite"; readonly surfaces: readonly KiteProfiles[] };

/** Lines down the dip of a surface, along the strike one after the other, at least 2. */
export interface KiteProfiles {
  readonly profiles: readonly PointsInDepth[];
}

/** A surface that dips in one direction from a trace. */
export interface SimpleFaultPlane extends SeismogenicLayer {
  readonly trace: LonLatLine;
  /** degrees */
  readonly dip: number;
  /** km; overrides the job's rupture_mesh_spacing */
  readonly meshSpacing?: number;
}

/** km */
export interface SeismogenicLayer {
  readonly upperSeismogenicDepth: number;
  readonly lowerSeismogenicDepth: number;
}

/** What holds the sources of a group together; sources that have none are independent of all others. */
export interface Interdependence {
  /** file and line of the group, which tell it from others */
  readonly group: string;
  /** the sources exclude each other, and this is the probability of this one */
  readonly weight?: number;
  /** the ruptures of each source exclude each other, with the probabilities that are their weights */
  readonly hasExclusiveRuptures: boolean;
  /** that the group exists at all */
  readonly probability: number;
  /** per year: the sources are a cluster, all of them occur at that rate together */
  readonly clusterRate?: number;
}

interface SourceBase {
  readonly id: string;
  readonly name: string;
  readonly tectonicRegionType: string;
  /** where ruptures are given one by one, their magnitudes and expected numbers of occurrences */
  readonly mfd: MagFreqDist;
  readonly dependence?: Interdependence;
  /** above 0: of negative binomial numbers of occurrences, see negative_binomial.ts; without it they are Poissonian */
  readonly dispersion?: number;
  /** file and line of the element, for messages */
  readonly file: string;
  readonly line: number;
}

/** Length over width of ruptures: one number, or by magnitude, linear between two and constant beyond them. */
export type AspectRatio =
  | number
  | { readonly magnitudes: readonly [number, number]; readonly ratios: readonly [number, number] };

/** What the size of ruptures follows from. */
export interface RuptureScaling {
  /** name of the magnitude scaling relation and its parameter if it has one: "WC1994", "CScalingMSR.C=3.9" */
  readonly magScaleRel: string;
  readonly ruptureAspectRatio: AspectRatio;
}

/** Sources whose ruptures lie around points. */
interface PointLikeSource extends SourceBase, RuptureScaling, SeismogenicLayer {
  readonly nodalPlanes: readonly NodalPlane[];
  readonly hypocentralDepths: readonly HypocentralDepth[];
}

/** Ruptures around a point. */
export interface PointSource extends PointLikeSource {
  readonly kind: "point";
  readonly lon: number;
  readonly lat: number;
}

/** Points that differ in their rates only: `mfd` is of kind "multi", with a distribution for each. */
export interface MultiPointSource extends PointLikeSource {
  readonly kind: "multiPoint";
  readonly points: LonLatLine;
}

/** Ruptures around the points of a grid in a polygon, with equal shares of the rates. */
export interface AreaSource extends PointLikeSource {
  readonly kind: "area";
  /** outer ring, first point not repeated */
  readonly polygon: LonLatLine;
  /** km; overrides the job's area_source_discretization */
  readonly discretization?: number;
}

/** Ruptures that float on a fault of constant dip. */
export interface SimpleFaultSource extends SourceBase, RuptureScaling, SimpleFaultPlane {
  readonly kind: "simpleFault";
  readonly rake: number;
  /** hypocentre positions as fractions along strike and dip, with weights; empty: the middle */
  readonly hypocentres: readonly { alongStrike: number; downDip: number; weight: number }[];
  /** slip directions in degrees with weights; empty: none */
  readonly slips: readonly { angle: number; weight: number }[];
  /** hypocentres half way along the strike, instead of `hypocentres` and `slips`; empty: none */
  readonly hypocentralDepths: readonly HypocentralDepth[];
}

/** Ruptures that float on a fault between edges in space. */
export interface ComplexFaultSource extends SourceBase, RuptureScaling {
  readonly kind: "complexFault";
  /** the top edge first */
  readonly edges: readonly FaultEdge[];
  /** km; overrides the job's complex_fault_mesh_spacing */
  readonly meshSpacing?: number;
  readonly rake: number;
}

/** Every earthquake ruptures the whole surface. */
export interface CharacteristicFaultSource extends SourceBase {
  readonly kind: "characteristicFault";
  readonly surface: FaultSurface;
  readonly rake: number;
}

/** Ruptures of one shape float over a surface, which may vary in width and dip. */
export interface KiteFaultSource extends SourceBase, RuptureScaling {
  readonly kind: "kiteFault";
  readonly surface: KiteProfiles | SimpleFaultPlane;
  readonly rake: number;
}

/** A rupture that a file describes, nothing said of how often it occurs. */
export interface DescribedRupture {
  readonly mag: number;
  /** degrees */
  readonly rake: number;
  readonly hypocentre: { readonly lon: number; readonly lat: number; readonly depth: number };
  readonly surface: FaultSurface;
}

/** A rupture that a source model describes itself, with the probabilities of how often it occurs. */
export interface GivenRupture extends DescribedRupture {
  /** of 0, 1, 2 ... occurrences in the investigation time; they sum to 1 */
  readonly probabilities: readonly number[];
  /** among the ruptures of the source, if they exclude each other */
  readonly weight?: number;
}

/** Ruptures given one by one with probabilities of occurrence. */
export interface NonParametricSource extends SourceBase {
  readonly kind: "nonParametricSeismic";
  /** at least one, all with equally many probabilities */
  readonly ruptures: readonly GivenRupture[];
}

/** A surface of which, with others, ruptures are made. */
export interface FaultSection {
  readonly id: string;
  /** planes or kites */
  readonly surface: FaultSurface;
  /** file and line of the element, for messages */
  readonly file: string;
  readonly line: number;
}

/** A rupture of some sections at once. */
export interface SectionRupture extends Pick<GivenRupture, "mag" | "rake" | "probabilities"> {
  readonly sectionIds: readonly string[];
}

/** Ruptures given as sets of fault sections. */
export interface MultiFaultSource extends SourceBase {
  readonly kind: "multiFault";
  /** at least one, all with equally many probabilities */
  readonly ruptures: readonly SectionRupture[];
  /** by id, all of its ruptures at least */
  readonly sections: Readonly<Record<string, FaultSection>>;
  /** names of faults with the ids of their sections */
  readonly faults: readonly { readonly tag: string; readonly sectionIds: readonly string[] }[];
}

/** A seismic source of any kind. */
export type Source =
  | PointSource
  | MultiPointSource
  | AreaSource
  | SimpleFaultSource
  | ComplexFaultSource
  | CharacteristicFaultSource
  | NonParametricSource
  | KiteFaultSource
  | MultiFaultSource;

/** Sources of one tectonic region type in one file. */
export interface SourceGroup {
  readonly name: string;
  readonly tectonicRegionType: string;
  readonly sources: readonly Source[];
}

/** One source model file. */
export interface SourceModel {
  readonly name: string;
  readonly file: string;
  readonly investigationTime?: number;
  readonly groups: readonly SourceGroup[];
  /** of a file that has them instead of groups, for the multi-fault sources of others */
  readonly sections?: readonly FaultSection[];
}
