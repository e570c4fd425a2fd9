/** Golden figures of hazardlib and figures of the reference engine (data/mfd.json, see data/regenerate.py). */
import assert from "node:assert/strict";
import { momentRateOfZones, shareAndRate } from "../../../hazard/source/alternative_characteristic.ts";
import { magnitudeRange, needsBinWidth, occurrenceRates, scaledRates } from "../../../hazard/source/mfd.ts";
import { mfdModifications, totalMomentRate } from "../../../hazard/source/mfd_modifications.ts";
import type { MagFreqDist } from "../../../hazard/source/source.ts";
import { assertClose, readData } from "../geo/close.ts";

type Parameters = Record<string, number> & { occurrence_rates: number[]; magnitudes: number[] };

const FROM_GOLDEN: Record<string, (p: Parameters) => MagFreqDist> = {
  TruncatedGRMFD: (p) => ({
    kind: "truncatedGR",
    aValue: p.a_val,
    bValue: p.b_val,
    minMag: p.min_mag,
    maxMag: p.max_mag,
  }),
  EvenlyDiscretizedMFD: (p) => ({
    kind: "incremental",
    minMag: p.min_mag,
    binWidth: p.bin_width,
    occurRates: p.occurrence_rates,
  }),
  ArbitraryMFD: (p) => ({ kind: "arbitrary", magnitudes: p.magnitudes, occurRates: p.occurrence_rates }),
  YoungsCoppersmith1985MFD: (p) => ({
    kind: "youngsCoppersmith",
    minMag: p.min_mag,
    bValue: p.b_val,
    characteristicMag: p.char_mag,
    characteristicRate: p.char_rate,
    totalMomentRate: p.total_moment_rate,
    binWidth: p.bin_width,
  }),
  AlternativeCharacteristicMFD: (p) => {
    const zones = {
      minMag: p.min_mag,
      maxMag: p.max_mag,
      bGR: p.b_GR,
      bAC: p.b_AC,
      deltaMagAC: p.delta_m_AC,
    };
    const share = p.gamma !== undefined ? { gamma: p.gamma, totalRate: p.total_rate } : shareAndRate(zones, {
      refMagGR: p.ref_mag_GR,
      rateRefGR: p.rate_ref_GR,
      refMagAC: p.ref_mag_AC,
      rateRefAC: p.rate_ref_AC,
    });
    return { kind: "alternativeCharacteristic", ...zones, ...share };
  },
  TaperedGRMFD: (p) => ({
    kind: "taperedGR",
    aValue: p.a_val,
    bValue: p.b_val,
    minMag: p.min_mag,
    maxMag: p.max_mag,
    cornerMag: p.corner_mag,
  }),
};

/** The uncertainties of logic trees under the names that the reference gives to the changes they make. */
const MODIFICATIONS: Record<string, (mfd: MagFreqDist, binWidth: number, p: Parameters) => MagFreqDist> = {
  set_ab: (mfd, width, p) => mfdModifications.abGRAbsolute(mfd, width, p.a_val, p.b_val),
  set_bGR: (mfd, width, p) => mfdModifications.bGRAbsolute(mfd, width, p.b_val),
  increment_b: (mfd, width, p) => mfdModifications.bGRRelative(mfd, width, p.value),
  set_max_mag: (mfd, width, p) => mfdModifications.maxMagGRAbsolute(mfd, width, p.value),
  increment_max_mag: (mfd, width, p) => mfdModifications.maxMagGRRelative(mfd, width, p.value),
  increment_max_mag_no_mo_balance: (mfd, width, p) =>
    mfdModifications.maxMagGRRelativeNoMoBalance(mfd, width, p.value),
  set_bAC: (mfd, width, p) => mfdModifications.bACAbsolute(mfd, width, p.b_val),
  increment_b_AC: (mfd, width, p) => mfdModifications.bACRelative(mfd, width, p.value),
  increment_max_mag_and_delta_m_AC: (mfd, width, p) =>
    mfdModifications.maxMagAndDeltaMagACRelative(mfd, width, p.delta_max_mag, p.delta_m_AC),
  increment_max_mag_and_delta_m_AC_no_mo_balance: (mfd, width, p) =>
    mfdModifications.maxMagAndDeltaMagACRelativeNoMoBalance(mfd, width, p.delta_max_mag, p.delta_m_AC),
};

interface Case {
  readonly class: string;
  readonly params: Parameters;
  readonly modifications: [string, Parameters][];
  readonly result: {
    readonly error?: string;
    readonly rates: [number, number][];
    readonly min_max_mag: [number, number];
    readonly total_moment_rate?: number;
  };
}

/** Without those that the constructors of the reference refuse: here readers of source models check what they read. */
const cases = (readData("mfd.json", import.meta.url) as Case[]).filter(({ modifications, result }) =>
  modifications.every(([name]) => name in MODIFICATIONS) && !(result.error && modifications.length === 0)
);

Deno.test("the golden cases cover every distribution and modification", () => {
  const names = new Set(
    cases.flatMap((c) => c.modifications.map(([name]) => name)),
  );
  assert.deepEqual([...names].toSorted(), Object.keys(MODIFICATIONS).toSorted());
  const classes = new Set(cases.map((c) => c.class));
  assert.deepEqual([...classes].toSorted(), Object.keys(FROM_GOLDEN).toSorted());
});

cases.forEach((c, index) => {
  const names = c.modifications.map(([name]) => name).join(", ") || "as given";
  const expected = c.result;
  Deno.test(`rates agree with the reference: ${index} ${c.class} ${names}`, () => {
    const width = c.params.bin_width;
    let mfd = FROM_GOLDEN[c.class](c.params);
    const apply = () => {
      for (const [name, parameters] of c.modifications) mfd = MODIFICATIONS[name](mfd, width, parameters);
    };
    if (expected.error) return assert.throws(apply, RangeError);
    apply();
    const { magnitudes, rates } = occurrenceRates(mfd, width);
    const positive = expected.rates.filter(([, rate]) => rate > 0);
    assertClose(magnitudes, positive.map(([mag]) => mag), { relative: 1e-14, absolute: 0 });
    // rates of widths of 1e-4 of their cumulative rates lose four digits
    assertClose(rates, positive.map(([, rate]) => rate), { relative: 1e-9, absolute: 0 });
    const range = magnitudeRange(mfd, width);
    assertClose([range.min, range.max], expected.min_max_mag, { relative: 1e-14, absolute: 0 });
    if (mfd.kind === "truncatedGR") {
      assertClose([totalMomentRate(mfd)], [expected.total_moment_rate!], { absolute: 0 });
    } else if (mfd.kind === "alternativeCharacteristic") {
      assertClose([momentRateOfZones(mfd)], [expected.total_moment_rate!], { absolute: 0 });
    }
  });
});

Deno.test("occurrenceRates drops the bins of rate 0", () => {
  const mfd: MagFreqDist = { kind: "incremental", minMag: 5, binWidth: 0.5, occurRates: [0.1, 0, 0.02] };
  assert.deepEqual([...occurrenceRates(mfd, 0.1).magnitudes], [5, 6]);
  assert.deepEqual([...occurrenceRates(mfd, 0.1).rates], [0.1, 0.02]);
});

Deno.test("relative modifications keep the total moment rate, also for a b-value of 1.5", () => {
  for (const bValue of [0.8, 1.5]) {
    const mfd: MagFreqDist = { kind: "truncatedGR", aValue: 4, bValue, minMag: 5, maxMag: 7 };
    const moment = totalMomentRate(mfd);
    for (const change of [mfdModifications.maxMagGRRelative, mfdModifications.bGRRelative]) {
      const changed = change(mfd, 0.1, 0.3);
      assert.ok(changed.kind === "truncatedGR" && changed.aValue !== mfd.aValue);
      assertClose([totalMomentRate(changed)], [moment], { absolute: 0 });
    }
  }
});

const BOX = {
  kind: "youngsCoppersmith",
  minMag: 5,
  bValue: 0.9,
  characteristicMag: 7,
  binWidth: 0.1,
} as const;
const ZONES = {
  kind: "alternativeCharacteristic",
  minMag: 5,
  maxMag: 7.8,
  bGR: 1,
  bAC: 0.2,
  gamma: 0.4,
  deltaMagAC: 0.6,
  totalRate: 0.02,
} as const;

Deno.test("scaledRates multiplies every rate", () => {
  const mfds: MagFreqDist[] = [
    { kind: "truncatedGR", aValue: 4, bValue: 1, minMag: 5, maxMag: 7 },
    { kind: "incremental", minMag: 5, binWidth: 0.5, occurRates: [0.1, 0.02] },
    { kind: "arbitrary", magnitudes: [6, 7], occurRates: [0.1, 0.02] },
    { kind: "taperedGR", aValue: 4, bValue: 1, minMag: 5, maxMag: 8, cornerMag: 7 },
    { ...BOX, characteristicRate: 0.01 },
    { ...BOX, totalMomentRate: 1e17 },
    ZONES,
    { kind: "multi", mfds: [ZONES, { kind: "arbitrary", magnitudes: [6], occurRates: [0.1] }] },
  ];
  for (const mfd of mfds) {
    const expected = occurrenceRates(mfd, 0.1).rates.map((rate) => rate / 55);
    assertClose(occurrenceRates(scaledRates(mfd, 1 / 55), 0.1).rates, expected, { absolute: 0 });
  }
});

Deno.test("modifications refuse what makes no distribution", () => {
  const mfd: MagFreqDist = { kind: "truncatedGR", aValue: 4, bValue: 1, minMag: 5, maxMag: 7 };
  assert.throws(() => mfdModifications.bGRAbsolute(mfd, 0.1, 0), /b-value must be greater than 0/);
  assert.throws(() => mfdModifications.bGRRelative(mfd, 0.1, -1), /b-value must be greater than 0/);
  assert.throws(() => mfdModifications.abGRAbsolute(mfd, 0.1, NaN, 1), /a-value must be a number/);
  assert.throws(() => mfdModifications.maxMagGRAbsolute(mfd, 0.1, 5.09), /largest magnitude 5.09/);
  assert.equal(occurrenceRates(mfdModifications.maxMagGRAbsolute(mfd, 0.1, 5.1), 0.1).rates.length, 1);
  const incremental: MagFreqDist = { kind: "incremental", minMag: 5, binWidth: 0.5, occurRates: [0.1] };
  assert.throws(() => mfdModifications.maxMagGRRelative(incremental, 0.1, 0.2), /not to incremental/);
});

Deno.test("the characteristic zone must fit below the largest magnitude, its b-value not be 1.5", () => {
  assert.throws(() => mfdModifications.bACAbsolute(ZONES, 0.1, 1.5), /must not be 1.5/);
  assert.throws(() => mfdModifications.bGRRelative(ZONES, 0.1, -1), /b-value must be greater than 0/);
  assert.throws(() => mfdModifications.maxMagGRAbsolute(ZONES, 0.1, 5.5), /must leave room/);
  assert.throws(() => mfdModifications.abGRAbsolute(ZONES, 0.1, 4, 1), /not to alternativeCharacteristic/);
});

Deno.test("of several changes of the distributions of a multi-point source the last one counts", () => {
  const first: MagFreqDist = { kind: "truncatedGR", aValue: 4, bValue: 1, minMag: 5, maxMag: 7 };
  const second: MagFreqDist = { ...first, aValue: 3, binWidth: 0.5 };
  const changed = mfdModifications.bGRRelative({ kind: "multi", mfds: [first, second] }, 0.1, 0.2);
  const again = mfdModifications.maxMagGRAbsolute(changed, 0.1, 8);
  assert.deepEqual(again, {
    kind: "multi",
    written: [first, second],
    mfds: [{ ...first, maxMag: 8 }, { ...second, maxMag: 8 }],
  });
  const { magnitudes } = occurrenceRates(again, 0.1);
  assert.equal(magnitudes.length, 30 + 6, "each has bins of its own width");
  assert.deepEqual(magnitudeRange(again, 0.1).min, 5.05);
  assert.ok(needsBinWidth(again) && !needsBinWidth({ kind: "multi", mfds: [second] }));
});
