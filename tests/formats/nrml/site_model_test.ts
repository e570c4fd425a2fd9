import assert from "node:assert/strict";
import { readSiteModel } from "../../../formats/nrml/site_model.ts";

/** Sites start at line 3. */
function siteModel(...sites: string[]): string {
  const elements = sites.map((attributes) => `<site ${attributes}/>`).join("\n");
  return `<nrml xmlns="http://openquake.org/xmlns/nrml/0.5">\n<siteModel>\n${elements}\n</siteModel></nrml>`;
}

Deno.test("readSiteModel gives columns in file order", () => {
  const text = siteModel(
    'lon="10.015625" lat="-5" vs30="760" vs30Type="measured" z1pt0="40" siteclass="B" bas="True"',
    'lat="5" lon="10" vs30="800" vs30Type="inferred" z1pt0="50" siteclass="A" bas="0"',
  );
  assert.deepEqual(readSiteModel(text, "s.xml"), {
    size: 2,
    columns: {
      lon: Float64Array.of(10.01562, 10),
      lat: Float64Array.of(-5, 5),
      vs30: Float64Array.of(760, 800),
      vs30measured: Float64Array.of(1, 0),
      z1pt0: Float64Array.of(40, 50),
      siteclass: ["B", "A"],
      bas: Float64Array.of(1, 0),
    },
    lines: [3, 4],
  });
});

const WRONG: readonly [sites: string[], message: string][] = [
  [[], "s.xml:2: expected at least one site"],
  [['lon="1"'], "s.xml:3: no attribute lat in site"],
  [['lon="181" lat="0"'], 's.xml:3: lon of site: expected a number at least -180 and at most 180, got "181"'],
  [['lon="1" lat="0" vs30="-1"'], 's.xml:3: vs30 of site: expected a number at least 0, got "-1"'],
  [['lon="1" lat="0" vs30="rock"'], 's.xml:3: vs30 of site: expected a number at least 0, got "rock"'],
  [
    ['lon="1" lat="0" vs30Type="guessed"'],
    's.xml:3: vs30Type of site: expected 0 or measured or inferred, got "guessed"',
  ],
  [
    ['lon="1" lat="0" v30="7"'],
    "s.xml:3: unknown site parameter v30\n" + 's.xml:3: v30 of site: expected a number, got "7"',
  ],
  [['lon="1" lat="0"', 'lon="2" lat="0" vs30="7"'], "s.xml:4: parameter vs30 is missing in the first site"],
  [['lon="1" lat="0" vs30="7"', 'lon="2" lat="0"'], "s.xml:4: no attribute vs30 in site"],
  [['lon="1" lat="0"', 'lon="1.000001" lat="0"'], 's.xml:4: site "1 0" is used at line 3 already'],
];

for (const [sites, message] of WRONG) {
  Deno.test(`readSiteModel: ${message.split("\n")[0]}`, () => {
    assert.throws(() => readSiteModel(siteModel(...sites), "s.xml"), {
      name: "InputError",
      message: message.split("\n")[0],
    });
  });
}

Deno.test("readSiteModel refuses other elements than sites", () => {
  const text = siteModel('lon="1" lat="0"').replace("<siteModel>", "<siteModel><place/>");
  assert.throws(
    () => readSiteModel(text, "s.xml"),
    /s.xml:2: unexpected subnode place in siteModel, expected site/,
  );
});
