import assert from "node:assert/strict";
import { readSourceModel } from "../../../formats/nrml/source_model.ts";

const POINT = `<pointGeometry><gml:Point><gml:pos>10 45</gml:pos></gml:Point>
<upperSeismoDepth>0</upperSeismoDepth><lowerSeismoDepth>20</lowerSeismoDepth></pointGeometry>
<magScaleRel>WC1994</magScaleRel><ruptAspectRatio>1</ruptAspectRatio>
<incrementalMFD minMag="6" binWidth="0.1"><occurRates>0.01</occurRates></incrementalMFD>
<nodalPlaneDist><nodalPlane probability="1" strike="0" dip="90" rake="0"/></nodalPlaneDist>
<hypoDepthDist><hypoDepth probability="1" depth="10"/></hypoDepthDist>`;
const point = (id: string) => `<pointSource id="${id}" name="">${POINT}</pointSource>`;
const POINTS = point("a:1") + point("a:2");
const PLANE = `<planarSurface><topLeft lon="0" lat="0" depth="0"/><topRight lon="0" lat="0.1" depth="0"/>
<bottomLeft lon="0" lat="0" depth="10"/><bottomRight lon="0" lat="0.1" depth="10"/></planarSurface>`;
const rupture = (probabilities: string) =>
  `<singlePlaneRupture probs_occur="${probabilities}"><magnitude>6.5</magnitude><rake>0</rake>
<hypocenter lon="0" lat="0.05" depth="5"/>${PLANE}</singlePlaneRupture>`;
const given = (attributes: string, ruptures = rupture("0.9 0.1") + rupture("0.8 0.2")) =>
  `<nonParametricSeismicSource id="n" name="" ${attributes}>${ruptures}</nonParametricSeismicSource>`;

/** Line 3 opens the group, the sources start at line 4. */
function readGroup(attributes: string, sources: string) {
  const text = `<nrml xmlns="http://openquake.org/xmlns/nrml/0.5" xmlns:gml="http://www.opengis.net/gml">
<sourceModel name="m">
<sourceGroup name="g" tectonicRegion="Crust" ${attributes}>
${sources}</sourceGroup></sourceModel></nrml>`;
  return readSourceModel(text, "m.xml").groups[0].sources;
}

const COMMON = { group: "m.xml:3", hasExclusiveRuptures: false, probability: 1 };
const DEPENDENCES: readonly [attributes: string, sources: string, expected: unknown][] = [
  ['src_interdep="indep" rup_interdep="indep" tom="PoissonTOM" srcs_weights="1"', POINTS, [
    undefined,
    undefined,
  ]],
  ['src_interdep="mutex" srcs_weights="0.4 0.6" grp_probability="0.5"', POINTS, [
    { ...COMMON, weight: 0.4, probability: 0.5 },
    { ...COMMON, weight: 0.6, probability: 0.5 },
  ]],
  ['cluster="true" tom="PoissonTOM" occurrence_rate="0.002"', POINTS, [
    { ...COMMON, clusterRate: 0.002 },
    { ...COMMON, clusterRate: 0.002 },
  ]],
  ['cluster="true" tom="ClusterPoissonTOM" occurrence_rate="0.002"', point("a"), [
    { ...COMMON, clusterRate: 0.002 },
  ]],
  ['rup_interdep="mutex"', given('rup_weights="0.3 0.7"'), [{ ...COMMON, hasExclusiveRuptures: true }]],
];

for (const [attributes, sources, expected] of DEPENDENCES) {
  Deno.test(`readSourceModel() reads what holds the sources of a group together: ${attributes}`, () => {
    assert.deepEqual(readGroup(attributes, sources).map(({ dependence }) => dependence), expected);
  });
}

const REFUSED: readonly [attributes: string, sources: string, message: string][] = [
  ['src_interdep="mutex"', POINTS, "needs srcs_weights, the probability of each source"],
  ['src_interdep="mutex" srcs_weights="0.5 0.6"', POINTS, "the srcs_weights sum to 1.1, expected 1"],
  ['src_interdep="mutex" srcs_weights="1"', POINTS, "expected 2 srcs_weights, one for each source, got 1"],
  ['src_interdep="mutex" srcs_weights="1"', point("a"), 'need a colon and a number, like "a:01"'],
  ['src_interdep="some"', POINTS, 'src_interdep="some": expected indep or mutex'],
  ['rup_interdep="mutex"', POINTS, "needs nonParametricSeismicSources with rup_weights"],
  ['rup_interdep="mutex"', given(""), "needs nonParametricSeismicSources with rup_weights"],
  ['rup_interdep="mutex"', given('rup_weights="0.3 0.8"'), "the rup_weights sum to 1.1, expected 1"],
  ['rup_interdep="mutex"', given('rup_weights="1"'), "expected 2 rup_weights, one for each rupture, got 1"],
  ['grp_probability="0.5"', POINTS, 'grp_probability needs src_interdep="mutex" or rup_interdep="mutex"'],
  ['cluster="true" tom="PoissonTOM"', POINTS, "an occurrence_rate, how often it occurs per year"],
  ['cluster="yes"', POINTS, 'cluster="yes": expected true or false'],
  ['occurrence_rate="1"', POINTS, 'occurrence_rate="1" needs cluster="true"'],
  [
    'tom="NegativeBinomialTOM"',
    POINTS,
    "expected PoissonTOM or ClusterPoissonTOM, others go with each source",
  ],
];

for (const [attributes, sources, message] of REFUSED) {
  Deno.test(`readSourceModel() refuses a group with ${attributes}: ${message}`, () => {
    assert.throws(() => readGroup(attributes, sources), (error: Error) => {
      assert.ok(
        error.message.startsWith("m.xml:3: ") || error.message.startsWith("m.xml:4: "),
        error.message,
      );
      return error.message.includes(message);
    });
  });
}
