/** Seismic sources as data: what a source model says, before any rupture is made. */

/** Magnitude-frequency distribution as written in a source model. */
export type MagFreqDist =
  /** without its own `binWidth` that of the job counts */
  | { kind: "truncatedGR"; aValue: number; bValue: number; minMag: number; maxMag: number; binWidth?: number }
  /** falls off exponentially above `cornerMag` */
  | { kind: "taperedGR"; aValue: number; bValue: number; minMag: number; maxMag: number; cornerMag: number }
  | { kind: "incremental"; minMag: number; binWidth: number; occurRates: readonly number[] }
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

interface SourceBase {
  readonly id: string;
  readonly name: string;
  readonly tectonicRegionType: string;
  readonly mfd: MagFreqDist;
  /** name of the magnitude scaling relation and its parameter if it has one: "WC1994", "CScalingMSR.C=3.9" */
  readonly magScaleRel: string;
  /** length over width */
  readonly ruptureAspectRatio: number;
  /** km */
  readonly upperSeismogenicDepth: number;
  readonly lowerSeismogenicDepth: number;
  /** file and line of the element, for messages */
  readonly file: string;
  readonly line: number;
}

export interface PointSource extends SourceBase {
  readonly kind: "point";
  readonly lon: number;
  readonly lat: number;
  readonly nodalPlanes: readonly NodalPlane[];
  readonly hypocentralDepths: readonly HypocentralDepth[];
}

export interface AreaSource extends SourceBase {
  readonly kind: "area";
  /** outer ring, first point not repeated */
  readonly polygon: LonLatLine;
  /** km; overrides the job's area_source_discretization */
  readonly discretization?: number;
  readonly nodalPlanes: readonly NodalPlane[];
  readonly hypocentralDepths: readonly HypocentralDepth[];
}

export interface SimpleFaultSource extends SourceBase {
  readonly kind: "simpleFault";
  readonly trace: LonLatLine;
  readonly dip: number;
  readonly rake: number;
  /** hypocentre positions as fractions along strike and dip, with weights; empty: the middle */
  readonly hypocentres: readonly { alongStrike: number; downDip: number; weight: number }[];
  /** slip directions in degrees with weights; empty: none */
  readonly slips: readonly { angle: number; weight: number }[];
  /** hypocentres half way along the strike, instead of `hypocentres` and `slips`; empty: none */
  readonly hypocentralDepths: readonly HypocentralDepth[];
}

export type Source = PointSource | AreaSource | SimpleFaultSource;

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
}
