/** Golden figures and figures of the reference engine (data/slip_rates.json, see data/regenerate.py). */
import assert from "node:assert/strict";
import { aValueOfFault, aValueOfSlipRate } from "../../../hazard/source/slip_rate.ts";
import { assertClose, readData } from "../geo/close.ts";
import { simpleFaultSource } from "./sources.ts";

const SLIP_RATE = { slipRate: 4, rigidity: 32, bValue: 0.9, maxMag: 7 };

Deno.test("aValueOfSlipRate agrees with the reference", () => {
  const cases = readData("slip_rates.json", import.meta.url);
  assert.ok(cases.length > 0);
  for (const { slip_rate, rigidity, b_val, max_mag, area, a_val } of cases) {
    const slipRate = { slipRate: slip_rate, rigidity, bValue: b_val, maxMag: max_mag };
    assertClose([aValueOfSlipRate(slipRate, area)], [a_val], { absolute: 0, relative: 1e-14 });
  }
});

Deno.test("aValueOfSlipRate grows with the logarithm of the moment rate", () => {
  const aValue = aValueOfSlipRate(SLIP_RATE, 100);
  assertClose([aValueOfSlipRate(SLIP_RATE, 1000)], [aValue + 1]);
  assertClose([aValueOfSlipRate({ ...SLIP_RATE, slipRate: 40 }, 100)], [aValue + 1]);
  assertClose([aValueOfSlipRate({ ...SLIP_RATE, rigidity: 3.2 }, 100)], [aValue - 1]);
});

Deno.test("aValueOfFault measures the area of the fault as the reference does", () => {
  for (const { trace, dip, upper, lower, area } of readData("simple_fault_ruptures.json", import.meta.url)) {
    const fault = simpleFaultSource({
      trace: { lon: trace.map(([lon]: number[]) => lon), lat: trace.map(([, lat]: number[]) => lat) },
      dip,
      upperSeismogenicDepth: upper,
      lowerSeismogenicDepth: lower,
    });
    assertClose([aValueOfFault(SLIP_RATE, fault)], [aValueOfSlipRate(SLIP_RATE, area)]);
  }
});

Deno.test("aValueOfFault refuses a fault that can't be meshed", () => {
  const trace = { lon: [30, 30], lat: [40, 40] };
  assert.throws(() => aValueOfFault(SLIP_RATE, simpleFaultSource({ trace })), RangeError);
});
