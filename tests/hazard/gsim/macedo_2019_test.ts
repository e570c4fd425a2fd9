/** Figures of the reference engine (golden/gsim, mgmpe.modifiable_gmpe) for Arias intensity on top of other models. */
import assert from "node:assert/strict";
import { conditionalModels } from "../../../hazard/gsim/macedo_2019.ts";
import type { GroundMotion } from "../../../hazard/gsim/model.ts";
import { createModel } from "../../../hazard/gsim/registry.ts";
import { parseImt } from "../../../hazard/imt.ts";
import { contextBlock, QUANTITIES, readContexts } from "./golden.ts";

const HERE = new URL("golden/", import.meta.url).pathname;
/** Positions of the contexts among those of golden/. */
const CONTEXTS = [0, 13, 38];

const CASES = [
  {
    "base": "AbrahamsonGulerce2020SInter",
    "model": "MacedoEtAl2019SInter",
    "region": "Global",
    "mean": [
      -2.5148209435723916,
      -4.340172397212656,
      -5.41206235504634,
    ],
    "sigma": [
      1.131223989481221,
      1.2604230380312793,
      1.239680860377347,
    ],
    "tau": [
      0.6884737822519063,
      0.7901995537837262,
      0.7740604151543337,
    ],
    "phi": [
      0.894463562272601,
      0.9791071953570765,
      0.9654216925645734,
    ],
  },
  {
    "base": "AbrahamsonGulerce2020SSlab",
    "model": "MacedoEtAl2019SSlab",
    "region": "Global",
    "mean": [
      -3.4145806495761315,
      -5.347930002549966,
      -3.905510566738243,
    ],
    "sigma": [
      1.1714350294431617,
      1.268056624603176,
      1.2050914933666101,
    ],
    "tau": [
      0.7200663900226228,
      0.7956770721844385,
      0.7465621073377916,
    ],
    "phi": [
      0.9218252703012192,
      0.9853251240072995,
      0.9438696856341615,
    ],
  },
  {
    "base": "AbrahamsonGulerce2020SInter",
    "model": "MacedoEtAl2019SInter",
    "region": "Japan",
    "mean": [
      -2.4928022889653554,
      -4.348676441064373,
      -5.384636646689577,
    ],
    "sigma": [
      1.131223989481221,
      1.2604230380312793,
      1.239680860377347,
    ],
    "tau": [
      0.6823460623820182,
      0.7848664439253343,
      0.768615330519044,
    ],
    "phi": [
      0.894463562272601,
      0.9791071953570765,
      0.9654216925645734,
    ],
  },
  {
    "base": "AbrahamsonGulerce2020SSlab",
    "model": "MacedoEtAl2019SSlab",
    "region": "Japan",
    "mean": [
      -3.3265060311479857,
      -5.381946177956835,
      -3.7958077333111917,
    ],
    "sigma": [
      1.1714350294431617,
      1.268056624603176,
      1.2050914933666101,
    ],
    "tau": [
      0.7172834907065769,
      0.7931595067828413,
      0.7438783369023756,
    ],
    "phi": [
      0.9159485951547258,
      0.9798293729012212,
      0.9381311120835567,
    ],
  },
  {
    "base": "AbrahamsonGulerce2020SInter",
    "model": "MacedoEtAl2019SInter",
    "region": "Taiwan",
    "mean": [
      -2.56083027087591,
      -4.370920375286797,
      -5.460775209224721,
    ],
    "sigma": [
      1.131223989481221,
      1.2604230380312793,
      1.239680860377347,
    ],
    "tau": [
      0.680070694007796,
      0.7828890948276135,
      0.7665960646317584,
    ],
    "phi": [
      0.8848531314480337,
      0.9703354574578836,
      0.956524460991064,
    ],
  },
  {
    "base": "AbrahamsonGulerce2020SSlab",
    "model": "MacedoEtAl2019SSlab",
    "region": "Taiwan",
    "mean": [
      -3.4786179587902044,
      -5.3509219148465315,
      -3.980361983451769,
    ],
    "sigma": [
      1.1714350294431617,
      1.268056624603176,
      1.2050914933666101,
    ],
    "tau": [
      0.7217309789943979,
      0.7971837951187919,
      0.7481677486450777,
    ],
    "phi": [
      0.9249117952355866,
      0.9882133372910934,
      0.9468843559057942,
    ],
  },
  {
    "base": "AbrahamsonGulerce2020SInter",
    "model": "MacedoEtAl2019SInter",
    "region": "New Zealand",
    "mean": [
      -2.544820943572392,
      -4.370172397212656,
      -5.44206235504634,
    ],
    "sigma": [
      1.131223989481221,
      1.2604230380312793,
      1.239680860377347,
    ],
    "tau": [
      0.6847599205913304,
      0.7869659044710895,
      0.7707590585318471,
    ],
    "phi": [
      0.8879555530731205,
      0.9731654021799173,
      0.9593951451170919,
    ],
  },
  {
    "base": "AbrahamsonGulerce2020SSlab",
    "model": "MacedoEtAl2019SSlab",
    "region": "New Zealand",
    "mean": [
      -3.406599304183168,
      -5.309425958698249,
      -3.9029362750950063,
    ],
    "sigma": [
      1.1714350294431617,
      1.268056624603176,
      1.2050914933666101,
    ],
    "tau": [
      0.7133691933635851,
      0.7896214303069542,
      0.7401047088842525,
    ],
    "phi": [
      0.928095808074746,
      0.991194027423491,
      0.9499947281217569,
    ],
  },
  {
    "base": "AbrahamsonGulerce2020SInter",
    "model": "MacedoEtAl2019SInter",
    "region": "South America",
    "mean": [
      -2.4148209435723915,
      -4.240172397212656,
      -5.31206235504634,
    ],
    "sigma": [
      1.131223989481221,
      1.2604230380312793,
      1.239680860377347,
    ],
    "tau": [
      0.6899972093046791,
      0.7915272167146244,
      0.7754157119306387,
    ],
    "phi": [
      0.9013684397810872,
      0.9854191493978591,
      0.9718225375418321,
    ],
  },
  {
    "base": "AbrahamsonGulerce2020SSlab",
    "model": "MacedoEtAl2019SSlab",
    "region": "South America",
    "mean": [
      -3.4245806495761313,
      -5.357930002549966,
      -3.9155105667382433,
    ],
    "sigma": [
      1.1714350294431617,
      1.268056624603176,
      1.2050914933666101,
    ],
    "tau": [
      0.7152591181105012,
      0.7913292634548529,
      0.7419265328269669,
    ],
    "phi": [
      0.928095808074746,
      0.991194027423491,
      0.9499947281217569,
    ],
  },
];

function rows(count: number): GroundMotion {
  const zeros = () => Array.from({ length: count }, () => new Float64Array(1));
  return { mean: zeros(), sigma: zeros(), tau: zeros(), phi: zeros() };
}

for (const { base, model, region, ...figures } of CASES) {
  Deno.test(`${model} on ${base} in ${region} agrees with the reference`, async () => {
    const below = await createModel(base), conditional = conditionalModels[model]({ region });
    const contexts = readContexts(HERE);
    CONTEXTS.forEach((index, k) => {
      const block = contextBlock([contexts[index]]);
      const given = rows(conditional.given.length), out = rows(1);
      below.compute(block, conditional.given, given);
      conditional.compute(block, parseImt("IA"), given, out, 0);
      for (const quantity of QUANTITIES) {
        const actual = out[quantity][0][0], expected = figures[quantity][k];
        assert.ok(
          Math.abs(actual - expected) <= 1e-9 * Math.abs(expected),
          `${quantity}: ${actual}, not ${expected}`,
        );
      }
    });
  });
}

Deno.test("MacedoEtAl2019SInter refuses regions without coefficients", () => {
  assert.throws(
    () => conditionalModels.MacedoEtAl2019SInter({ region: "Chile" }),
    /region .* is not one of Global/,
  );
});
