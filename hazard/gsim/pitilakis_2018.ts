/**
 * Motion of another model (`gmpe_name`) on rock, made the design spectrum of a building code and amplified by the class
 * of the ground.
 *
 * Pitilakis, K., Riga, E., Anastasiadis, A., Fotopoulou, S. and Karafagka, S. (2018). Towards the revision of EC8:
 * Proposal for an alternative site classification scheme and associated intensity dependent spectral amplification
 * factors. Soil Dyn. Earthq. Eng., https://doi.org/10.1016/j.soildyn.2018.03.030 (factors, eqs. 1 to 5).
 * Pitilakis, K., Riga, E. and Anastasiadis, A. (2020), 17th World Conf. Earthq. Eng., Sendai, paper C002895 (revised
 * factors). CEN (2018), Eurocode 8, revised 2nd draft SC8 PT1, Rev. 20, Table 3.4 (the other factors).
 *
 * The short-period plateau is taken as 2.5 PGA; deviations stay those of the other model.
 */
import { groundMotionBuffers } from "../context_block.ts";
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import type { SiteParameter } from "../site/site_collection.ts";
import { textOfCode } from "../site/site_text.ts";
import factors from "./coefficients/pitilakis_2018.json" with { type: "json" };
import type {
  CompositeFactories,
  CompositeFactory,
  ContextBlock,
  GroundMotion,
  GroundMotionModel,
} from "./model.ts";
import { readOptions } from "./options.ts";
import { unionOfRequirements } from "./requirements.ts";

/** Amplification at short and at long periods. */
type Amplification = readonly [short: number, long: number];

/** What the ground does to a motion on rock, in g: the plateau at short periods and the one at 1 s. */
interface GroundFactors {
  readonly sites: readonly SiteParameter[];
  at(contexts: ContextBlock, i: number, plateau: number, atOneSecond: number): Amplification;
}

/** m/s */
const ROCK_VS30 = 800;
/** g in m/s² */
const GRAVITY = 9.80665;
/** Ratio of the plateau to PGA, of the corners of the plateau, and the period (s) below which the motion is PGA. */
const PLATEAU = 2.5, CORNERS = 5, SHORTEST = 0.03;
/** The corner before the plateau lies between these periods, s. */
const FIRST_CORNER = [0.05, 0.1] as const;
/** Spacing of the plateaus (g) for which factors are given: from 0, the last one also above. */
const SPACING = 0.25;
const [PGA, ONE_SECOND] = ["PGA", "SA(1.0)"].map(parseImt);

type FactorsByClass = Readonly<Record<string, { readonly short: number[]; readonly long: number[] }>>;

/** Factors by the class of Pitilakis et al. and the plateau. */
function byClassAndPlateau(classes: FactorsByClass): GroundFactors {
  return {
    sites: ["vs30", "ec8_p18"],
    at({ ec8_p18 }, i, plateau) {
      const name = textOfCode("ec8_p18", ec8_p18[i]), ground = classes[name];
      if (!ground) {
        throw new RangeError(`ec8_p18 "${name}": expected one of ${Object.keys(classes).join(", ")}`);
      }
      return [factorAt(ground.short, plateau), factorAt(ground.long, plateau)];
    },
  };
}

/** The factor at a plateau: the first one below the second plateau, then linear between those given. */
function factorAt(values: readonly number[], plateau: number): number {
  const k = Math.floor(plateau / SPACING), last = values.length - 1;
  if (k < 1) return values[0];
  if (k >= last) return values[last];
  return values[k] + (plateau - k * SPACING) * (values[k + 1] - values[k]) / SPACING;
}

/** Class of Eurocode 8 by vs30 (m/s) and the depth (m) at which the velocity is 800 m/s. */
function classOf(vs30: number, h800: number): keyof typeof factors.eurocode8 {
  if (vs30 >= 400) return h800 > 5 ? "B" : "A";
  if (vs30 >= 250 && h800 <= 5) return "A";
  if (h800 <= 30) return "E";
  if (h800 > 100) return "F";
  return vs30 >= 250 ? "C" : "D";
}

/** Factors of Eurocode 8 where vs30 and h800 are known. */
const BY_VELOCITY: GroundFactors = {
  sites: ["vs30", "h800"],
  at({ vs30, h800 }, i, plateau, atOneSecond) {
    const ratio = vs30[i] / ROCK_VS30, h = h800[i];
    const alpha = 1 - 2000 * plateau * GRAVITY / vs30[i] ** 2;
    const beta = 1 - 2000 * atOneSecond * GRAVITY / vs30[i] ** 2;
    switch (classOf(vs30[i], h)) {
      case "A":
        return [1, 1];
      case "E":
        return [ratio ** (-0.25 * alpha * (h / 30) * (4 - h / 10)), ratio ** (-0.7 * beta * (h / 30))];
      case "F":
        return [0.9 * ratio ** (-0.25 * alpha), 1.25 * ratio ** (-0.7 * beta)];
      default:
        return [ratio ** (-0.25 * alpha), ratio ** (-0.7 * beta)];
    }
  },
};

/** Factors of Eurocode 8 by class alone; unknown classes amplify nothing. */
const BY_CLASS: GroundFactors = {
  sites: ["ec8"],
  at({ ec8 }, i) {
    const ground = textOfCode("ec8", ec8[i]) as keyof typeof factors.eurocode8;
    return (factors.eurocode8[ground] ?? [1, 1]) as unknown as Amplification;
  },
};

class DesignSpectrum implements GroundMotionModel {
  readonly tectonicRegionType: string;
  readonly imtFamilies: readonly string[];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma: boolean;
  readonly componentOf: string;

  constructor(
    readonly name: string,
    private readonly base: GroundMotionModel,
    private readonly ground: GroundFactors,
    private readonly rockVs30: number,
  ) {
    this.tectonicRegionType = base.tectonicRegionType;
    this.imtFamilies = [...new Set(["PGA", "SA", ...base.imtFamilies])];
    this.requires = unionOfRequirements([base.requires, { rupture: ["mag"], sites: ground.sites }]);
    this.hasSplitSigma = base.hasSplitSigma;
    this.componentOf = base.componentOf ?? base.name;
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size } = contexts;
    const onRock = { ...contexts, vs30: new Float64Array(size).fill(this.rockVs30) };
    const rock = groundMotionBuffers(2, size);
    this.base.compute(onRock, [PGA, ONE_SECOND], rock);
    this.base.compute(onRock, imts, out); // for the deviations
    for (let i = 0; i < size; i++) {
      const plateau = PLATEAU * Math.exp(rock.mean[0][i]), atOneSecond = Math.exp(rock.mean[1][i]);
      const [short, long] = this.ground.at(contexts, i, plateau, atOneSecond);
      const lastCorner = atOneSecond > 0.1 ? 1 + 10 * atOneSecond : 2;
      imts.forEach(({ period }, row) => {
        out.mean[row][i] = Math.log(spectrumAt(period, short * plateau, long * atOneSecond, lastCorner));
      });
    }
  }
}

/** Design spectrum (g) at a period (s) with the given plateau, value at 1 s and end of the range of constant velocity. */
function spectrumAt(period: number, plateau: number, atOneSecond: number, lastCorner: number): number {
  if (period <= SHORTEST) return plateau / PLATEAU;
  const secondCorner = atOneSecond / plateau;
  const firstCorner = Math.min(Math.max(secondCorner / CORNERS, FIRST_CORNER[0]), FIRST_CORNER[1]);
  if (period > lastCorner) return lastCorner * atOneSecond / period ** 2;
  if (period > secondCorner) return atOneSecond / period;
  if (period > firstCorner) return plateau;
  return plateau / (firstCorner - SHORTEST) * (period - SHORTEST + (firstCorner - period) / PLATEAU);
}

function variant(name: string, ground: GroundFactors): CompositeFactory {
  return async ({ gmpe_name, reference_velocity, ...own }, createModel) => {
    const { base, rock } = readOptions(
      name,
      { base: gmpe_name ?? "", rock: reference_velocity || ROCK_VS30 },
      { base: "", rock: ROCK_VS30 },
    );
    return new DesignSpectrum(name, await createModel(base, own), ground, rock);
  };
}

export const models: CompositeFactories = {
  PitilakisEtAl2018: variant("PitilakisEtAl2018", byClassAndPlateau(factors.pitilakis2018)),
  PitilakisEtAl2020: variant("PitilakisEtAl2020", byClassAndPlateau(factors.pitilakis2020)),
  Eurocode8Amplification: variant("Eurocode8Amplification", BY_VELOCITY),
  Eurocode8AmplificationDefault: variant("Eurocode8AmplificationDefault", BY_CLASS),
};
