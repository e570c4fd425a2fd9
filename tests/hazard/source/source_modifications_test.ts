import assert from "node:assert/strict";
import { readSourceModel } from "../../../formats/nrml/source_model.ts";
import { changedSource, type SourceChange } from "../../../hazard/source/source_modifications.ts";
import type { Source } from "../../../hazard/source/source.ts";

const GR = '<truncGutenbergRichterMFD aValue="4" bValue="1" minMag="5" maxMag="6.5"/>';
const BINS = '<incrementalMFD minMag="6" binWidth="0.1"><occurRates>0.1 0.2</occurRates></incrementalMFD>';

function sourceOf(text: string): Source {
  const model = `<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><sourceModel>
    <sourceGroup tectonicRegion="Active Shallow Crust">${text}</sourceGroup></sourceModel></nrml>`;
  return readSourceModel(model, "model.xml").groups[0].sources[0];
}

function fault(mfd: string): Source {
  return sourceOf(`<simpleFaultSource id="f" name="f"><simpleFaultGeometry>
    <LineString><posList>10 45 10.2 45</posList></LineString><dip>60</dip>
    <upperSeismoDepth>2</upperSeismoDepth><lowerSeismoDepth>12</lowerSeismoDepth></simpleFaultGeometry>
    <magScaleRel>WC1994</magScaleRel><ruptAspectRatio>1.5</ruptAspectRatio>${mfd}<rake>90</rake></simpleFaultSource>`);
}

function point(): Source {
  return sourceOf(`<pointSource id="p" name="p"><pointGeometry><Point><pos>10 45</pos></Point>
    <upperSeismoDepth>2</upperSeismoDepth><lowerSeismoDepth>12</lowerSeismoDepth></pointGeometry>
    <magScaleRel>WC1994</magScaleRel><ruptAspectRatio>1</ruptAspectRatio>${GR}
    <nodalPlaneDist><nodalPlane probability="1" strike="0" dip="90" rake="0"/></nodalPlaneDist>
    <hypoDepthDist><hypoDepth probability="1" depth="5"/></hypoDepthDist></pointSource>`);
}

/** A change, the source it is made to, and what differs afterwards. */
const CHANGES: readonly [Source, SourceChange, object][] = [
  [fault(GR), { kind: "simpleFaultDipAbsolute", values: [30] }, { dip: 30 }],
  [fault(GR), { kind: "simpleFaultDipRelative", values: [-15] }, { dip: 45 }],
  [fault(GR), { kind: "setLowerSeismDepthAbsolute", values: [15] }, { lowerSeismogenicDepth: 15 }],
  [fault(GR), { kind: "setLowerSeismDepthRelative", values: [-2] }, { lowerSeismogenicDepth: 10 }],
  [point(), { kind: "setUpperSeismDepthAbsolute", values: [1] }, { upperSeismogenicDepth: 1 }],
  [point(), { kind: "setUpperSeismDepthRelative", values: [2] }, { upperSeismogenicDepth: 4 }],
  [point(), { kind: "setAspectRatioAbsolute", values: [2] }, { ruptureAspectRatio: 2 }],
  [fault(GR), { kind: "setAspectRatioRelative", values: [0.5] }, { ruptureAspectRatio: 2 }],
  [point(), { kind: "setMSRAbsolute", magScaleRel: "PointMSR" }, { magScaleRel: "PointMSR" }],
  [
    fault(GR),
    { kind: "abMaxMagAbsolute", values: [3, 0.9, 7] },
    { mfd: { kind: "truncatedGR", aValue: 3, bValue: 0.9, minMag: 5, maxMag: 7 } },
  ],
  [
    fault(BINS),
    {
      kind: "incrementalMFDAbsolute",
      mfd: { kind: "incremental", minMag: 7, binWidth: 0.2, occurRates: [1] },
    },
    { mfd: { kind: "incremental", minMag: 7, binWidth: 0.2, occurRates: [1] } },
  ],
  [
    fault(GR),
    {
      kind: "simpleFaultGeometryAbsolute",
      plane: {
        trace: { lon: [1, 2], lat: [3, 3] },
        dip: 20,
        upperSeismogenicDepth: 0,
        lowerSeismogenicDepth: 5,
        meshSpacing: 2,
      },
    },
    {
      trace: { lon: [1, 2], lat: [3, 3] },
      dip: 20,
      upperSeismogenicDepth: 0,
      lowerSeismogenicDepth: 5,
      meshSpacing: 2,
    },
  ],
];

for (const [source, change, difference] of CHANGES) {
  Deno.test(`changedSource() by ${change.kind}`, () => {
    assert.deepEqual(changedSource(source, change, 0.1), { ...source, ...difference });
  });
}

Deno.test("changedSource() takes rates and largest magnitudes from the area of the fault, as the reference", () => {
  // SimpleFaultSource.modify_adjust_mfd_from_slip and modify_recompute_mmax of hazardlib 3.26.2
  const slip = changedSource(fault(GR), {
    kind: "truncatedGRFromSlipAbsolute",
    slipRate: 10,
    rigidity: 32,
    logMoment: 9.1,
  }, 0.1);
  const largest = changedSource(fault(GR), { kind: "recomputeMmax", values: [1] }, 0.1);
  assert.ok(slip.mfd.kind === "truncatedGR" && largest.mfd.kind === "truncatedGR");
  assert.ok(Math.abs(slip.mfd.aValue - 4.137090628657133) < 1e-9, String(slip.mfd.aValue));
  assert.ok(Math.abs(largest.mfd.maxMag - 6.634673705003484) < 1e-9, String(largest.mfd.maxMag));
});

const UNSUITED: readonly [Source, SourceChange, RegExp][] = [
  [
    point(),
    { kind: "simpleFaultDipAbsolute", values: [30] },
    /expected a simpleFaultSource, got a pointSource/,
  ],
  [fault(GR), { kind: "simpleFaultDipRelative", values: [40] }, /the dip would be 100 degrees/],
  [fault(GR), { kind: "setLowerSeismDepthAbsolute", values: [1] }, /the depths would be 2 and 1 km/],
  [fault(GR), { kind: "setAspectRatioRelative", values: [-2] }, /the aspect ratio would be -0.5/],
  [fault(BINS), { kind: "recomputeMmax", values: [0] }, /expected a truncGutenbergRichterMFD/],
  [fault(GR), { kind: "incrementalMFDAbsolute", mfd: fault(BINS).mfd }, /expected an incrementalMFD/],
];

for (const [source, change, message] of UNSUITED) {
  Deno.test(`changedSource() refuses ${change.kind} for ${source.kind}: ${message.source}`, () => {
    assert.throws(() => changedSource(source, change, 0.1), { name: "RangeError", message });
  });
}
