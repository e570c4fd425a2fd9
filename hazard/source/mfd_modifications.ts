/**
 * The changes that logic trees make to magnitude-frequency distributions.
 *
 * T. C. Hanks, H. Kanamori (1979), A moment magnitude scale, JGR 84: log10 M0 [N m] = 1.5 M + 9.05.
 */
import { type AlternativeCharacteristic, momentRateOfZones } from "./alternative_characteristic.ts";
import type { MagFreqDist } from "./source.ts";

type TruncatedGR = Extract<MagFreqDist, { kind: "truncatedGR" }>;

/** A distribution as some parameters change it, with the job's width of magnitude bins. */
type Modification<P extends number[]> = (mfd: MagFreqDist, binWidth: number, ...parameters: P) => MagFreqDist;

/** What an uncertainty does to the kinds of distributions that it applies to. */
interface Changes<P extends number[]> {
  readonly truncatedGR?: (mfd: TruncatedGR, ...parameters: P) => TruncatedGR;
  readonly alternativeCharacteristic?: (
    mfd: AlternativeCharacteristic,
    ...parameters: P
  ) => AlternativeCharacteristic;
}

/** NRML names of the kinds. */
const TAGS: Readonly<Record<keyof Changes<[]>, string>> = {
  truncatedGR: "truncGutenbergRichterMFD",
  alternativeCharacteristic: "alternativeCharacteristicMFD",
};

function modification<P extends number[]>(name: string, changes: Changes<P>): Modification<P> {
  const modified: Modification<P> = (mfd, binWidth, ...parameters) => {
    if (mfd.kind === "multi") {
      // as in the reference, which remembers one change of the distributions of a multi-point source, the last one
      const written = mfd.written ?? mfd.mfds;
      return { ...mfd, written, mfds: written.map((each) => modified(each, binWidth, ...parameters)) };
    }
    if (mfd.kind === "truncatedGR" && changes.truncatedGR) {
      return checked(changes.truncatedGR(mfd, ...parameters), mfd.binWidth ?? binWidth);
    }
    if (mfd.kind === "alternativeCharacteristic" && changes.alternativeCharacteristic) {
      return checkedZones(changes.alternativeCharacteristic(mfd, ...parameters), binWidth);
    }
    const tags = Object.keys(changes).map((kind) => TAGS[kind as keyof Changes<[]>]).join(" and ");
    throw new RangeError(`${name} applies to ${tags} only, not to ${mfd.kind} rates`);
  };
  return modified;
}

/**
 * Changes of distributions by logic trees, under the names of the uncertainties. The relative ones keep the total
 * moment rate unless their name says otherwise. All throw RangeError for other kinds of distributions and where the
 * result is none: a b-value that is not positive, a largest magnitude below the smallest plus a bin width.
 */
export const mfdModifications = {
  /** new a- and b-value */
  abGRAbsolute: modification("abGRAbsolute", {
    truncatedGR: (mfd, aValue: number, bValue: number) => ({ ...mfd, aValue, bValue }),
  }),
  /** new a- and b-value and largest magnitude */
  abMaxMagAbsolute: modification("abMaxMagAbsolute", {
    truncatedGR: (mfd, aValue: number, bValue: number, maxMag: number) => ({
      ...mfd,
      aValue,
      bValue,
      maxMag,
    }),
  }),
  /** new b-value, same a-value; of the lower zone, same total rate */
  bGRAbsolute: modification("bGRAbsolute", {
    truncatedGR: (mfd, bValue: number) => ({ ...mfd, bValue }),
    alternativeCharacteristic: (mfd, bGR: number) => ({ ...mfd, bGR }),
  }),
  /** b-value (of the lower zone) raised by `increment` */
  bGRRelative: modification("bGRRelative", {
    truncatedGR: (mfd, increment: number) =>
      withMomentRate({ ...mfd, bValue: mfd.bValue + increment }, totalMomentRate(mfd)),
    alternativeCharacteristic: (mfd, increment: number) =>
      withMomentOf(mfd, { ...mfd, bGR: mfd.bGR + increment }),
  }),
  /** new largest magnitude, same a- and b-value or total rate */
  maxMagGRAbsolute: modification("maxMagGRAbsolute", {
    truncatedGR: (mfd, maxMag: number) => ({ ...mfd, maxMag }),
    alternativeCharacteristic: (mfd, maxMag: number) => ({ ...mfd, maxMag }),
  }),
  /** largest magnitude raised by `increment` */
  maxMagGRRelative: modification("maxMagGRRelative", {
    truncatedGR: (mfd, increment: number) =>
      withMomentRate({ ...mfd, maxMag: mfd.maxMag + increment }, totalMomentRate(mfd)),
  }),
  /** largest magnitude raised by `increment`, same a- and b-value */
  maxMagGRRelativeNoMoBalance: modification("maxMagGRRelativeNoMoBalance", {
    truncatedGR: (mfd, increment: number) => ({ ...mfd, maxMag: mfd.maxMag + increment }),
  }),
  /** new b-value of the upper zone, same total rate */
  bACAbsolute: modification("bACAbsolute", {
    alternativeCharacteristic: (mfd, bAC: number) => ({ ...mfd, bAC }),
  }),
  /** b-value of the upper zone raised by `increment` */
  bACRelative: modification("bACRelative", {
    alternativeCharacteristic: (mfd, increment: number) =>
      withMomentOf(mfd, { ...mfd, bAC: mfd.bAC + increment }),
  }),
  /** largest magnitude and width of the upper zone raised */
  maxMagAndDeltaMagACRelative: modification("maxMagAndDeltaMagACRelative", {
    alternativeCharacteristic: (mfd, magIncrement: number, widthIncrement: number) =>
      withMomentOf(mfd, widened(mfd, magIncrement, widthIncrement)),
  }),
  /** the same with the same total rate */
  maxMagAndDeltaMagACRelativeNoMoBalance: modification("maxMagAndDeltaMagACRelativeNoMoBalance", {
    alternativeCharacteristic: widened,
  }),
} as const;

function widened(
  mfd: AlternativeCharacteristic,
  magIncrement: number,
  widthIncrement: number,
): AlternativeCharacteristic {
  return { ...mfd, maxMag: mfd.maxMag + magIncrement, deltaMagAC: mfd.deltaMagAC + widthIncrement };
}

/** Seismic moment released per year (N m) by a truncated Gutenberg-Richter distribution. */
export function totalMomentRate({ aValue, bValue, minMag, maxMag }: TruncatedGR): number {
  return 10 ** (9.05 + aValue + Math.log10(bValue)) * momentIntegral(bValue, minMag, maxMag);
}

function momentIntegral(bValue: number, minMag: number, maxMag: number): number {
  const slope = 1.5 - bValue;
  return slope === 0 ? maxMag - minMag : (10 ** (slope * maxMag) - 10 ** (slope * minMag)) / slope;
}

/** The distribution with the a-value with which its total moment rate is `momentRate` (N m per year). */
function withMomentRate(mfd: TruncatedGR, momentRate: number): TruncatedGR {
  const { bValue, minMag, maxMag } = mfd;
  if (!(bValue > 0 && maxMag > minMag)) return mfd; // refused anyway
  const aValue = Math.log10(momentRate / momentIntegral(bValue, minMag, maxMag)) - 9.05 - Math.log10(bValue);
  return { ...mfd, aValue };
}

/** `changed` with the total rate with which it releases the moment of `old`. */
function withMomentOf(
  old: AlternativeCharacteristic,
  changed: AlternativeCharacteristic,
): AlternativeCharacteristic {
  const totalRate = momentRateOfZones(old) / (momentRateOfZones(changed) / changed.totalRate);
  return { ...changed, totalRate };
}

function checked(mfd: TruncatedGR, binWidth: number): TruncatedGR {
  const { aValue, bValue } = mfd;
  if (!Number.isFinite(aValue)) throw new RangeError(`the a-value must be a number, got ${aValue}`);
  if (!(bValue > 0)) throw new RangeError(`the b-value must be greater than 0, got ${bValue}`);
  checkRange(mfd, binWidth);
  return mfd;
}

function checkRange({ minMag, maxMag }: TruncatedGR | AlternativeCharacteristic, binWidth: number): void {
  if (maxMag >= minMag + binWidth) return;
  throw new RangeError(
    `the largest magnitude ${maxMag} must be at least a bin width (${binWidth}) above the smallest, ${minMag}`,
  );
}

function checkedZones(mfd: AlternativeCharacteristic, binWidth: number): AlternativeCharacteristic {
  const { minMag, maxMag, bGR, bAC, deltaMagAC } = mfd;
  for (const bValue of [bGR, bAC]) {
    if (!(bValue > 0)) throw new RangeError(`the b-value must be greater than 0, got ${bValue}`);
  }
  if (bAC === 1.5) throw new RangeError("the b-value of the characteristic zone must not be 1.5");
  checkRange(mfd, binWidth);
  if (!(deltaMagAC > 0 && maxMag - deltaMagAC > minMag)) {
    throw new RangeError(
      `the characteristic zone, ${deltaMagAC} below ${maxMag}, must leave room above the smallest magnitude ${minMag}`,
    );
  }
  return mfd;
}
