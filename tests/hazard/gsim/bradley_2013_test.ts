/**
 * Bradley2013bChchMaps in the central district of Christchurch, where no golden context is. Figures: `compute` of the
 * reference's class, version 3.26.2, with the columns below (vs30measured false).
 */
import assert from "node:assert/strict";
import type { ContextBlock } from "../../../hazard/gsim/model.ts";
import { createModel } from "../../../hazard/gsim/registry.ts";
import { parseImt } from "../../../hazard/imt.ts";

const SIZE = 3;
const of = (value: number) => new Float64Array(SIZE).fill(value);
/** In the central district with a rupture in Canterbury, with one elsewhere; out of the district. */
const contexts = {
  size: SIZE,
  mag: of(6.2),
  rake: of(90),
  dip: of(60),
  ztor: of(1),
  rrup: of(8),
  rjb: of(5),
  rx: of(4),
  vs30: of(600),
  vs30measured: of(0),
  z1pt0: of(20),
  lon: Float64Array.of(172.637, 172.637, 172.5),
  lat: of(-43.531),
  in_cshm: Float64Array.of(1, 0, 1),
} as ContextBlock;

/** model → mean, sigma, tau and phi, each for PGA and SA(2.0) */
const EXPECTED: Readonly<Record<string, number[][][]>> = {
  "Bradley2013bChchMaps": [[[-0.8633476097003625, -0.9633476097003626, -0.9406368530107294], [
    -1.1788341801795434,
    -1.9788341801795433,
    -2.653841118487026,
  ]], [[0.4102460395564717, 0.5128075494455896, 0.5888834867246028], [
    0.4655739510454922,
    0.6758331547434564,
    0.6889446889745772,
  ]], [[0.23071034247996586, 0.23071034247996586, 0.29023603546483284], [
    0.3895185038589716,
    0.3895185038589716,
    0.4000666986271271,
  ]], [[0.36638281238391535, 0.45797851547989415, 0.5123932129279053], [
    0.3804674074469776,
    0.552291397906903,
    0.560884498908526,
  ]]],
  "Bradley2013bChchMapsAdditionalSigma": [[[-0.8633476097003625, -0.9633476097003626, -0.9406368530107294], [
    -1.1788341801795434,
    -1.9788341801795433,
    -2.653841118487026,
  ]], [[0.5392604314909172, 0.620863578226643, 0.6850428898521066], [
    0.5824595298319964,
    0.7610850498140748,
    0.7727514376992622,
  ]], [[0.3383448863618647, 0.3383448863618647, 0.381427524285209], [
    0.4614917819945786,
    0.4614917819945786,
    0.47042891423721883,
  ]], [[0.4421384005154351, 0.5205711484909317, 0.5690314619197973], [
    0.453878230508387,
    0.6052072274865535,
    0.613059068211105,
  ]]],
};

for (const [name, expected] of Object.entries(EXPECTED)) {
  Deno.test(`${name} has the terms of the central district where both site and rupture ask for them`, async () => {
    const model = await createModel(name);
    const imts = [parseImt("PGA"), parseImt("SA(2.0)")];
    const zeros = () => imts.map(() => new Float64Array(SIZE));
    const out = { mean: zeros(), sigma: zeros(), tau: zeros(), phi: zeros() };
    model.compute(contexts, imts, out);
    [out.mean, out.sigma, out.tau, out.phi].forEach((rows, quantity) =>
      rows.forEach((row, m) =>
        row.forEach((value, i) => {
          const figure = expected[quantity][m][i];
          assert.ok(Math.abs(value - figure) <= 1e-9 * Math.abs(figure), `${value} instead of ${figure}`);
        })
      )
    );
  });
}
