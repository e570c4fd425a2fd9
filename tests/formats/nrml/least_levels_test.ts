import assert from "node:assert/strict";
import { leastLevels } from "../../../formats/nrml/least_levels.ts";
import { parseXml } from "../../../formats/xml.ts";

const CASES: readonly (readonly [what: string, model: string, least: Record<string, number>])[] = [
  [
    "vulnerability functions, NRML 0.5",
    `<vulnerabilityModel>
      <vulnerabilityFunction id="a"><imls imt="PGA">0.05 0.1</imls></vulnerabilityFunction>
      <vulnerabilityFunction id="b"><imls imt="PGA">0.02 0.1</imls></vulnerabilityFunction>
      <vulnerabilityFunction id="c"><imls imt="SA(0.3)">0.2 0.4</imls></vulnerabilityFunction>
    </vulnerabilityModel>`,
    { PGA: 0.02, "SA(0.3)": 0.2 },
  ],
  [
    "vulnerability functions, NRML 0.4",
    `<vulnerabilityModel><discreteVulnerabilitySet><IML IMT="MMI">5 6 7</IML></discreteVulnerabilitySet></vulnerabilityModel>`,
    { MMI: 5 },
  ],
  [
    "a discrete fragility function begins where there is no damage",
    `<fragilityModel><limitStates>a b</limitStates><fragilityFunction id="a" format="discrete">
      <imls imt="PGA" noDamageLimit="0.03">0.1 0.2</imls></fragilityFunction></fragilityModel>`,
    { PGA: 0.03 },
  ],
  [
    "a discrete fragility function without such a limit begins next to nothing",
    `<fragilityModel><fragilityFunction id="a" format="discrete"><imls imt="PGA">0.1</imls></fragilityFunction>
    </fragilityModel>`,
    { PGA: 1e-10 },
  ],
  [
    "a continuous fragility function begins at its least level",
    `<fragilityModel><fragilityFunction id="a" format="continuous"><imls imt="PGA" minIML="0.04" maxIML="2"/>
    </fragilityFunction></fragilityModel>`,
    { PGA: 0.04 },
  ],
];

for (const [what, model, expected] of CASES) {
  Deno.test(`leastLevels(): ${what}`, () => {
    assert.deepEqual(Object.fromEntries(leastLevels(parseXml(model, "model.xml"))), expected);
  });
}
