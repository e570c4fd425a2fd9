/**
 * Sandikkaya, M. A. and Dinsever, L. D. (2018). A Site Amplification Model for Crustal Earthquakes. Geosciences 8(7), 264,
 * https://doi.org/10.3390/geosciences8070264: the motion of another model (`gmpe_name`) on rock, amplified (eq. 9).
 */
import { groundMotionBuffers } from "../context_block.ts";
import type { IntensityMeasureType } from "../imt.ts";
import data from "./coefficients/sandikkaya_dinsever_2018.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { CompositeFactories, ContextBlock, GroundMotion, GroundMotionModel } from "./model.ts";
import { readNumbersByMeasure } from "./numbers_by_measure.ts";
import { readChoice, readOptions } from "./options.ts";
import { unionOfRequirements } from "./requirements.ts";

const NAME = "SandikkayaDinsever2018";

const SITE = new CoefficientTable<"b1" | "b2" | "b3" | "sigma_s" | "c0" | "c1" | "c2">(data.site);
const REGIONAL = new CoefficientTable(data.region);

/** Regions with a linear term of their own, as the option names them, with the column of the table. */
const REGIONS = {
  USNZ: "ckUSNZ",
  JP: "ckJP",
  TW: "ckTW",
  CH: "ckCH",
  WA: "ckWA",
  TRGR: "ckGRTR",
  WMT: "ckWMT",
  NWE: "ckNWE",
};
type Region = keyof typeof REGIONS;

/** m/s: velocity of rock, and the largest one for the linear term. */
const REFERENCE_VS30 = 760, LARGEST_VS30 = 1000;
/** 0.1 g in m/s²; the reference adds it to motion in g. */
const SOFTENING = 0.980665;
/** Motion (g) and vs30 (m/s) by which the deviation depends on the amplification. */
const SIGMA_MOTION = [0.005, 0.35] as const, SIGMA_VS30 = [150, 600] as const;
/** Part of the deviation within events that is not due to the ground, where it is not given. */
const SHARE_OF_PHI = 0.85;
/** z1pt0 of sites that don't know it. */
const UNKNOWN = -999;

const DEFAULTS = { gmpe_name: "", reference_velocity: REFERENCE_VS30, region: null, phi_0: null };

class SandikkayaDinsever implements GroundMotionModel {
  readonly name = NAME;
  readonly tectonicRegionType: string;
  readonly imtFamilies = ["PGA", "SA"];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma = true;
  readonly componentOf: string;

  constructor(
    private readonly base: GroundMotionModel,
    private readonly rockVs30: number,
    private readonly region: Region | undefined,
    private readonly phi0: CoefficientTable<"value"> | undefined,
  ) {
    if (!base.hasSplitSigma) {
      throw new RangeError(`${NAME}: ${base.name} has no deviations between and within events`);
    }
    this.tectonicRegionType = base.tectonicRegionType;
    this.requires = unionOfRequirements([base.requires, { rupture: ["mag"], sites: ["vs30", "z1pt0"] }]);
    this.componentOf = base.componentOf ?? base.name;
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size, vs30, z1pt0 } = contexts;
    if (z1pt0.subarray(0, size).includes(UNKNOWN)) {
      throw new RangeError(`${NAME} needs z1pt0 of all sites, not ${UNKNOWN}`);
    }
    const rock = groundMotionBuffers(imts.length, size);
    this.base.compute({ ...contexts, vs30: new Float64Array(size).fill(this.rockVs30) }, imts, rock);
    imts.forEach((imt, row) => {
      const { b1, b2, b3, sigma_s, c0, c1, c2 } = SITE.get(imt);
      const linear = b1 + (this.region ? REGIONAL.get(imt)[REGIONS[this.region]] : 0);
      const phi0 = this.phi0?.get(imt).value;
      for (let i = 0; i < size; i++) {
        const lnRock = rock.mean[row][i], motion = Math.exp(lnRock), tau = rock.tau[row][i];
        const softness = Math.exp(-Math.exp(2 * Math.log(vs30[i]) - 11));
        out.mean[row][i] = lnRock + linear * Math.log(Math.min(vs30[i], LARGEST_VS30) / 760) +
          b2 * Math.log(z1pt0[i]) + b3 * Math.log((motion + SOFTENING) / SOFTENING) * softness;
        const siteSigma = sigma_s * c0 *
          (c1 * Math.log(within(motion, SIGMA_MOTION)) + c2 * Math.log(within(vs30[i], SIGMA_VS30)));
        const phi = Math.hypot(phi0 ?? SHARE_OF_PHI * rock.phi[row][i], siteSigma);
        out.tau[row][i] = tau;
        out.phi[row][i] = phi;
        out.sigma[row][i] = Math.sqrt(tau * tau + phi * phi);
      }
    });
  }
}

function within(value: number, [low, high]: readonly [number, number]): number {
  return Math.min(Math.max(value, low), high);
}

export const models: CompositeFactories = {
  [NAME]: async ({ gmpe_name = "", reference_velocity, region, phi_0, ...own }, createModel) => {
    const options = readOptions(NAME, {
      gmpe_name,
      ...(reference_velocity && { reference_velocity }),
      ...(region !== undefined && { region }),
      ...(phi_0 !== undefined && { phi_0 }),
    }, DEFAULTS);
    return new SandikkayaDinsever(
      await createModel(options.gmpe_name, own),
      options.reference_velocity,
      options.region === null
        ? undefined
        : readChoice(NAME, "region", options.region, Object.keys(REGIONS) as Region[]),
      readNumbersByMeasure(NAME, "phi_0", options.phi_0),
    );
  },
};
