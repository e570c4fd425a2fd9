/**
 * Atkinson, G. M. and Boore, D. M. (2003). Empirical ground-motion relations for subduction-zone earthquakes and their
 * application to Cascadia and other regions. Bull. Seismol. Soc. Am. 93(4), 1703-1729,
 * https://doi.org/10.1785/0120020156; erratum (interface at 0.2 and 0.4 s) in 98(5), 2567-2569 (2008).
 * Component: random horizontal. NSHMP2008: as the USGS codes it for the 2008 maps
 * (https://doi.org/10.3133/ofr20081128), with a term for rock at the B/C boundary. Gupta2010: Gupta, I. D. (2010).
 * Response spectral attenuation relations for in-slab earthquakes in Indo-Burmese subduction zone. Soil Dyn. Earthq. Eng.
 * 30(5), 368-377, https://doi.org/10.1016/j.soildyn.2009.12.009: another constant.
 */
import { expInto, logInto } from "../../kernels/elementary.ts";
import type { IntensityMeasureType } from "../imt.ts";
import { parseImt } from "../imt.ts";
import data from "./coefficients/atkinson_boore_2003.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { lnFromLogGal } from "./units.ts";

const PGA = parseImt("PGA"), SA02 = parseImt("SA(0.2)"), SA04 = parseImt("SA(0.4)");

/** Ratio of the spectrum at 4 to that at 3 s, by which SHARE divides the logarithm of the median at 4 s. */
const RATIO_4S = 0.55;

interface Variant {
  readonly table: CoefficientTable;
  readonly isInterface?: boolean;
  /** the form of the USGS 2008 maps */
  readonly isNshmp?: boolean;
  /** there is a total deviation only */
  readonly isTotalOnly?: boolean;
}

/** Interface coefficients: at 0.2 and 0.4 s the erratum averages the motion of the two periods. */
function averaged(table: CoefficientTable, imt: IntensityMeasureType): Coefficients {
  const own = table.get(imt);
  if (imt.id !== SA02.id && imt.id !== SA04.id) return own;
  const other = table.get(imt.id === SA02.id ? SA04 : SA02);
  const motion = ["c1", "c2", "c3", "c4", "c5", "c6", "c7"];
  return { ...own, ...Object.fromEntries(motion.map((c) => [c, 0.333 * own[c] + 0.667 * other[c]])) };
}

/** How much of the soil term acts, sl, given the PGA (cm/s²) on rock; T in s. */
export function soilLinearity(T: number, pgaRock: number): number {
  const reduction = T >= 1 ? 0 : T > 0.5 ? 1 / T - 1 : 1;
  return 1 - reduction * Math.min(Math.max((pgaRock - 100) / 400, 0), 1);
}

function atkinsonBoore2003(
  name: string,
  { table, isInterface, isNshmp, isTotalOnly }: Variant,
): ModelFactory {
  return (options) => {
    readOptions(name, options, {});
    const scratch = new Scratch(["R", "spreading", "depth", "pgaRock"]);
    return {
      name,
      tectonicRegionType: isInterface ? "Subduction Interface" : "Subduction IntraSlab",
      imtFamilies: ["PGA", "SA"],
      requires: { rupture: ["hypo_depth", "mag"], distances: ["rrup"], sites: ["vs30"] },
      hasSplitSigma: !isTotalOnly,
      compute({ size, mag, hypo_depth, rrup, vs30 }, imts, out) {
        const M = Math.min(mag[0], isInterface ? 8.5 : 8);
        const g = 10 ** (isInterface ? 1.2 - 0.18 * M : 0.301 - 0.01 * M);
        const delta = 0.00724 * 10 ** (0.507 * M);
        const { R, spreading, depth, pgaRock } = scratch.columns(size);
        const rock = table.get(PGA);
        for (let i = 0; i < size; i++) {
          R[i] = Math.sqrt(rrup[i] * rrup[i] + delta * delta);
          depth[i] = isInterface && isNshmp ? 20 : Math.min(Math.max(hypo_depth[i], 0), 100);
        }
        logInto(spreading, R, size);
        for (let i = 0; i < size; i++) {
          spreading[i] *= -g * Math.LOG10E;
          const logPga = rock.c1 + rock.c2 * M + rock.c3 * depth[i] + rock.c4 * R[i] + spreading[i];
          pgaRock[i] = logPga * Math.LN10;
        }
        expInto(pgaRock, pgaRock, size);
        imts.forEach((imt, row) => {
          const C = isInterface ? averaged(table, imt) : table.get(imt);
          const { c1, c2, c3, c4, c5, c6, c7, sigma, s1, s2 } = C;
          const onRock = isNshmp ? 0.5 * c5 : 0;
          const source = c1 + c2 * M;
          const scale = imt.period === 4 ? 1 / RATIO_4S : 1;
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) {
            // NEHRP classes C, D and E
            const soil = vs30[i] > 760 ? onRock : vs30[i] > 360 ? c5 : vs30[i] >= 180 ? c6 : c7;
            const logY = source + c3 * depth[i] + c4 * R[i] + spreading[i] +
              soil * soilLinearity(imt.period, pgaRock[i]); // eq. 1
            mean[i] = lnFromLogGal(logY) * scale;
          }
          out.sigma[row].fill(sigma * Math.LN10, 0, size);
          if (isTotalOnly) return;
          out.tau[row].fill(s2 * Math.LN10, 0, size);
          out.phi[row].fill(s1 * Math.LN10, 0, size);
        });
      },
    };
  };
}

const INTERFACE = new CoefficientTable(data.interface);
const SLAB = new CoefficientTable(data.slab);
const SLAB_CASCADIA = new CoefficientTable(data.slabCascadia);
const SLAB_JAPAN = new CoefficientTable(data.slabJapan);
const GUPTA = new CoefficientTable<string>(data.gupta2010);

const VARIANTS: Record<string, Variant> = {
  AtkinsonBoore2003SInter: { table: INTERFACE, isInterface: true },
  AtkinsonBoore2003SInterNSHMP2008: { table: INTERFACE, isInterface: true, isNshmp: true },
  AtkinsonBoore2003SSlab: { table: SLAB },
  AtkinsonBoore2003SSlabNSHMP2008: { table: SLAB, isNshmp: true },
  AtkinsonBoore2003SSlabCascadia: { table: SLAB_CASCADIA },
  AtkinsonBoore2003SSlabCascadiaNSHMP2008: { table: SLAB_CASCADIA, isNshmp: true },
  AtkinsonBoore2003SSlabJapan: { table: SLAB_JAPAN },
  Gupta2010SSlab: { table: GUPTA, isTotalOnly: true },
  AtkinsonBoore2003SSlabJapanNSHMP2008: { table: SLAB_JAPAN, isNshmp: true },
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(VARIANTS).map(([name, variant]) => [name, atkinsonBoore2003(name, variant)]),
);
