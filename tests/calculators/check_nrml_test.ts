import assert from "node:assert/strict";
import { checkNrml } from "../../calculators/check_nrml.ts";

const nrml = (content: string) => `<nrml xmlns="http://openquake.org/xmlns/nrml/0.5">\n${content}\n</nrml>`;
const tree = (type: string, model: string) =>
  nrml(`<logicTree logicTreeID="lt"><logicTreeBranchSet branchSetID="bs" uncertaintyType="${type}"
    applyToTectonicRegionType="Volcanic"><logicTreeBranch branchID="b"><uncertaintyModel>${model}</uncertaintyModel>
    <uncertaintyWeight>1</uncertaintyWeight></logicTreeBranch></logicTreeBranchSet></logicTree>`);
const point = (msr: string) =>
  nrml(`<sourceModel><sourceGroup tectonicRegion="Volcanic"><pointSource id="p" name="p"><pointGeometry>
    <gml:Point xmlns:gml="http://www.opengis.net/gml"><gml:pos>1 2</gml:pos></gml:Point><upperSeismoDepth>0</upperSeismoDepth>
    <lowerSeismoDepth>10</lowerSeismoDepth></pointGeometry><magScaleRel>${msr}</magScaleRel>
    <ruptAspectRatio>1</ruptAspectRatio><incrementalMFD minMag="5" binWidth="1"><occurRates>1</occurRates>
    </incrementalMFD><nodalPlaneDist><nodalPlane probability="1" strike="0" dip="90" rake="0"/></nodalPlaneDist>
    <hypoDepthDist><hypoDepth probability="1" depth="5"/></hypoDepthDist></pointSource></sourceGroup></sourceModel>`);

Deno.test("checkNrml() accepts the kinds that it knows, and others that are NRML", () => {
  checkNrml(tree("gmpeModel", "ChiouYoungs2008"), "a.xml");
  checkNrml(tree("sourceModel", "first.xml").replace(/applyTo\w+="Volcanic"/, ""), "a.xml");
  checkNrml(point("WC1994"), "a.xml");
  checkNrml(nrml('<siteModel><site lon="1" lat="2" vs30="600"/></siteModel>'), "a.xml");
  checkNrml(
    nrml('<exposureModel id="e"><description>d</description><assets>a.csv</assets></exposureModel>'),
    "a.xml",
  );
  checkNrml(nrml('<hazardMap IMT="PGA" investigationTime="50" poE="0.1"/>'), "a.xml");
});

Deno.test("checkNrml() refuses what is wrong", () => {
  const cases: [text: string, message: RegExp][] = [
    ["hello", /a\.xml:1: broken XML/],
    ["<a/>", /^InputError: a\.xml: expected a node of kind nrml, got a$/],
    [nrml(""), /a\.xml:1: node nrml: expected one subnode, got none$/],
    [nrml("<fragilityModel>"), /broken XML/],
    [tree("gmpeModel", "[Chiou"), /uncertaintyModel/],
    [tree("sourceModel", ""), /uncertaintyModel/],
    [point("Unknown"), /Unknown/],
    [nrml('<siteModel><site lon="1"/></siteModel>'), /lat/],
    [nrml("<fragilityModel/>"), /a\.xml:2: node fragilityModel: No subnode named 'description' found/],
    [
      nrml("<pippoModel/>"),
      /a\.xml:2: unknown kind of NRML pippoModel, expected one of aggregateLossCurve, /,
    ],
    [nrml("<exposureModel/>"), /a\.xml:2: node exposureModel: No subnode named 'assets' found/],
    [
      `<!DOCTYPE n [<!ENTITY a "b">]>\n${nrml('<siteModel><site lon="&a;"/></siteModel>')}`,
      /a\.xml:1: broken XML: a document type is not allowed, remove it$/,
    ],
  ];
  for (const [text, message] of cases) assert.throws(() => checkNrml(text, "a.xml"), message);
});
