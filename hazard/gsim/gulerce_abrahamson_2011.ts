/**
 * Gülerce, Z. and Abrahamson, N. A. (2011). Site-Specific Design Spectra for Vertical Ground Motion. Earthquake Spectra
 * 27(4), 1023-1047. DOI 10.1193/1.3651317: ratio of vertical to horizontal motion, whose site term takes PGA on rock from
 * another model (`gmpe_name`).
 */
import { groundMotionBuffers } from "../context_block.ts";
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/gulerce_abrahamson_2011.json" with { type: "json" };
import type { CompositeFactories, ContextBlock, GroundMotion, GroundMotionModel } from "./model.ts";
import { readOptions } from "./options.ts";
import { unionOfRequirements } from "./requirements.ts";

const NAME = "GulerceAbrahamson2011";

type Column = "VLIN" | "b" | "a1" | "a2" | "a6" | "a7" | "a8" | "a10" | "s1" | "s2" | "s3" | "s4";

const TABLE = new CoefficientTable<Column>(tables.ratio);
const PGA = parseImt("PGA");
const C1 = 6.75, C4 = 10, A3 = 0.0147, A4 = 0.0334, A5 = -0.034, N = 1.18, C = 1.88;
/** Rock, m/s. */
const V_ROCK = 1100;

class GulerceAbrahamson implements GroundMotionModel {
  readonly name = NAME;
  readonly tectonicRegionType = "Active Shallow Crust";
  readonly imtFamilies = ["PGA", "PGV", "SA"];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma = true;

  constructor(private readonly base: GroundMotionModel) {
    if (base.imtFamilies.length > 0 && !base.imtFamilies.includes("PGA")) {
      throw new RangeError(`${NAME}: ${base.name} does not predict PGA`);
    }
    const own = { rupture: ["mag", "rake"], distances: ["rrup"], sites: ["vs30"] } as const;
    this.requires = unionOfRequirements([base.requires, own]);
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size, mag, rake, vs30 } = contexts, m = mag[0];
    const rock = groundMotionBuffers(1, size);
    this.base.compute({ ...contexts, vs30: new Float64Array(size).fill(V_ROCK) }, [PGA], rock);
    imts.forEach((imt, row) => {
      const c = TABLE.get(imt), path = sourceAndPath(c, contexts), v1 = largestVs30(imt);
      const share = Math.min(Math.max((m - 5) / 2, 0), 1);
      const phi = c.s1 + (c.s2 - c.s1) * share, tau = c.s3 + (c.s4 - c.s3) * share;
      for (let i = 0; i < size; i++) {
        const isReverse = rake[i] > 30 && rake[i] < 150, isNormal = rake[i] > -120 && rake[i] < -60;
        out.mean[row][i] = path(i) + (isReverse ? c.a6 : isNormal ? c.a7 : 0) +
          siteTerm(c, Math.min(vs30[i], v1), Math.exp(rock.mean[0][i]));
      }
      out.tau[row].fill(tau, 0, size);
      out.phi[row].fill(phi, 0, size);
      out.sigma[row].fill(Math.hypot(tau, phi), 0, size);
    });
  }
}

function sourceAndPath(c: Coefficients<Column>, { mag, rrup }: ContextBlock): (i: number) => number {
  const m = mag[0], source = c.a1 + c.a8 * (8.5 - m) ** 2 + (m <= C1 ? A4 : A5) * (m - C1);
  const decay = c.a2 + A3 * (m - C1);
  return (i) => source + decay * Math.log(Math.hypot(rrup[i], C4));
}

function siteTerm(c: Coefficients<Column>, vs30: number, pga1100: number): number {
  const ratio = vs30 / c.VLIN;
  if (ratio >= 1) return (c.a10 - c.b * N) * Math.log(ratio);
  return c.a10 * Math.log(ratio) + c.b * Math.log(pga1100 + C) - c.b * Math.log(pga1100 + C * ratio ** N);
}

/** m/s, from which on faster ground makes no difference. */
function largestVs30({ family, period }: IntensityMeasureType): number {
  if (family === "PGV") return 862;
  if (period <= 0.5) return 1500;
  if (period <= 1) return Math.exp(8 - 0.795 * Math.log(period / 0.21));
  return period < 2 ? Math.exp(6.76 - 0.297 * Math.log(period)) : 700;
}

export const models: CompositeFactories = {
  [NAME]: async ({ gmpe_name = "", ...own }, createModel) => {
    const options = readOptions(NAME, { gmpe_name, ...own }, { gmpe_name: "" });
    return new GulerceAbrahamson(await createModel(options.gmpe_name, {}));
  },
};
