import assert from "node:assert/strict";
import { checkRiskFunctions } from "../../calculators/check_risk_functions.ts";
import type { Inputs } from "../../calculators/parameters/inputs.ts";
import type { JobParameters } from "../../calculators/parameters/job.ts";

const NRML = 'xmlns="http://openquake.org/xmlns/nrml/0.5"';
const vulnerability = (ratios: string, dist = "LN") =>
  `<nrml ${NRML}>\n<vulnerabilityModel>\n<vulnerabilityFunction id="a" dist="${dist}"><imls imt="PGA">1 2</imls>\n` +
  `<meanLRs>${ratios}</meanLRs><covLRs>0 0</covLRs></vulnerabilityFunction></vulnerabilityModel></nrml>`;
const fragility = `<nrml ${NRML}><fragilityModel><description>d</description><limitStates>low</limitStates>
  <fragilityFunction id="a" format="continuous"><imls imt="PGA" minIML="0" maxIML="1"/>
  <params ls="low" mean="1" stddev="1"/></fragilityFunction></fragilityModel></nrml>`;

function check(inputs: Record<string, string>, text: string): Promise<Readonly<Record<string, number>>> {
  return checkRiskFunctions({
    parameters: { base_path: "/job" } as JobParameters,
    inputs: { job_ini: "/job/job.ini", ...inputs } as Inputs,
    lines: new Map([["fragility_file", 7]]),
    read: () => Promise.resolve(text),
  });
}

Deno.test("checkRiskFunctions() accepts functions in order, and tells what is wrong with others", async () => {
  const path = "/job/models/risk.xml";
  const withExposure = { structural_fragility: path, exposure: "/job/exposure.xml" };
  assert.deepEqual(await check({}, ""), {});
  assert.deepEqual(await check({ structural_vulnerability: path }, vulnerability("0 1")), { PGA: 1 });
  await check(withExposure, fragility);
  const cases: [inputs: Record<string, string>, text: string, message: string][] = [
    [
      { structural_vulnerability: path },
      vulnerability("0 1", "XX"),
      "models/risk.xml:3: node vulnerabilityFunction: Could not convert dist->Choice('LN', 'BT', 'PM'): " +
      "Got 'XX', expected LN|BT|PM",
    ],
    [
      { structural_vulnerability: path },
      vulnerability("0"),
      "models/risk.xml:4: node meanLRs: There are 1 loss ratios, but 2 imls",
    ],
    [
      withExposure,
      fragility.replace('ls="low"', 'ls="high"'),
      "models/risk.xml:3: node params: expected low, found high",
    ],
    [
      withExposure,
      vulnerability("0 1"),
      "models/risk.xml:1: no subnode fragilityModel in nrml, found <vulnerabilityModel>",
    ],
    [
      { structural_fragility: path },
      fragility,
      "job.ini:7: exposure_file: is missing: there are fragility functions but nothing that is exposed",
    ],
  ];
  for (const [inputs, text, message] of cases) {
    await assert.rejects(check(inputs, text), { name: "InputError", message });
  }
});
