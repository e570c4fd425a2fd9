import assert from "node:assert/strict";
import {
  checkConsequenceModel,
  checkFragilityModel,
  checkVulnerabilityModel,
} from "../../../formats/nrml/check_risk_model.ts";
import { parseXml, type XmlElement } from "../../../formats/xml.ts";

type Check = (model: XmlElement, file: string) => void;

const vulnerability = (curve: string) => `<vulnerabilityModel>\n${curve}\n</vulnerabilityModel>`;
const lognormal = (means: string, deviations: string) =>
  vulnerability(`<vulnerabilityFunction id="a" dist="LN"><imls imt="PGA">1 2</imls>
    <meanLRs>${means}</meanLRs><covLRs>${deviations}</covLRs></vulnerabilityFunction>`);
const fragility = (curve: string, format = "discrete") =>
  `<fragilityModel format="${format}"><description>d</description><limitStates>low high</limitStates>\n${curve}\n</fragilityModel>`;
const discrete = (levels: string, states = ["low", "high"], poes = "0 1") =>
  fragility(`<fragilityFunction id="a" format="discrete"><imls imt="PGA">${levels}</imls>
    ${states.map((state) => `<poes ls="${state}">${poes}</poes>`).join("")}</fragilityFunction>`);
const continuous = (limits: string, params: string) =>
  fragility(`<fragilityFunction id="a" format="continuous"><imls imt="PGA" ${limits}/>
    <params ls="low" ${params}/><params ls="high" ${params}/></fragilityFunction>`);
const consequence = (params: string) =>
  `<consequenceModel assetCategory="b" lossCategory="c"><description>d</description>
    <limitStates>low high</limitStates><consequenceFunction id="a">${params}</consequenceFunction></consequenceModel>`;
const old = (ratios: string) =>
  vulnerability(`<discreteVulnerabilitySet><IML IMT="PGA">1 2</IML>
    <discreteVulnerability vulnerabilityFunctionID="a"><lossRatio>${ratios}</lossRatio>
    <coefficientsVariation>0 0</coefficientsVariation></discreteVulnerability></discreteVulnerabilitySet>`);

Deno.test("risk models whose functions fit together are accepted, others refused", () => {
  const params = '<params ls="low" mean="1" stddev="0"/>', high = params.replace("low", "high");
  const oldFragility = (poes: string) =>
    fragility(`<ffs><taxonomy>t</taxonomy><IML IMT="PGA">1 2</IML>
      ${["low", "high"].map((state) => `<ffd ls="${state}"><poEs>${poes}</poEs></ffd>`).join("")}</ffs>`);
  const cases: [check: Check, model: string, problem: string | null][] = [
    [checkVulnerabilityModel, lognormal("0 1", "0 0"), null],
    [
      checkVulnerabilityModel,
      lognormal("0 1 1", "0 0"),
      "3: node meanLRs: There are 3 loss ratios, but 2 imls",
    ],
    [checkVulnerabilityModel, lognormal("0 1", "0"), "3: node covLRs: There are 1 coefficients, but 2 imls"],
    [checkVulnerabilityModel, old("0 1"), null],
    [checkVulnerabilityModel, old("0"), "3: node lossRatio: There are 1 loss ratios, but 2 imls"],
    [
      checkVulnerabilityModel,
      lognormal("0 1", "0 0").replace(
        "</vulnerabilityModel>",
        lognormal("0 1", "0 0").split("\n").slice(1).join("\n"),
      ),
      "4: node vulnerabilityFunction: Duplicated vulnerabilityFunctionID: a",
    ],
    [
      checkVulnerabilityModel,
      vulnerability(
        '<vulnerabilityFunction id="a" dist="PM"><imls imt="PGA">1 2</imls><probabilities lr="0">1</probabilities></vulnerabilityFunction>',
      ),
      "2: node probabilities: There are 1 probabilities, but 2 imls",
    ],
    [
      checkVulnerabilityModel,
      vulnerability('<vulnerabilityFunction id="a" dist="BT"/>'),
      "2: node vulnerabilityFunction: No subnode named 'imls' found in 'vulnerabilityFunction'",
    ],
    [checkFragilityModel, discrete("1 2"), null],
    [checkFragilityModel, discrete("2 1"), "2: node imls: The imls for PGA are not sorted: 2 1"],
    [checkFragilityModel, discrete("1 1"), "2: node imls: Found duplicated levels for PGA"],
    [
      checkFragilityModel,
      discrete("1 2", ["low"]),
      "2: node fragilityFunction: expected 2 limit states, found 1",
    ],
    [checkFragilityModel, discrete("1 2", ["high", "low"]), "3: node poes: expected low, found high"],
    [checkFragilityModel, discrete("1 2", undefined, "0"), "3: node poes: There are 1 poes, but 2 imls"],
    [checkFragilityModel, continuous('minIML="0" maxIML="1"', 'mean="1" stddev="1"'), null],
    [
      checkFragilityModel,
      continuous('minIML="0"', 'mean="1" stddev="1"'),
      "2: node imls: No attribute named 'maxIML' found in 'imls'",
    ],
    [
      checkFragilityModel,
      continuous('minIML="0" maxIML="1"', 'mean="1"'),
      "3: node params: No attribute named 'stddev' found in 'params'",
    ],
    [checkFragilityModel, oldFragility("0 1"), null],
    [checkFragilityModel, oldFragility("0"), "3: node poEs: There are 1 poEs, but 2 imls"],
    [checkConsequenceModel, consequence(params + high), null],
    [
      checkConsequenceModel,
      consequence(params),
      "2: node consequenceFunction: expected 2 limit states, found 1",
    ],
    [checkConsequenceModel, consequence(high + params), "2: node params: expected low, found high"],
  ];
  for (const [check, model, problem] of cases) {
    const run = () => check(parseXml(model, "x.xml"), "x.xml");
    if (problem === null) run();
    else assert.throws(run, { message: `x.xml:${problem}` }, model);
  }
});
