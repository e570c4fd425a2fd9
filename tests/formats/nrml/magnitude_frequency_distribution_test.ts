import assert from "node:assert/strict";
import { readSourceModel } from "../../../formats/nrml/source_model.ts";

/** A point source with the distribution at line 7, or three points. */
function read(mfd: string, points?: string) {
  const [tag, geometry] = points === undefined
    ? ["pointSource", "<pointGeometry><gml:Point><gml:pos>10 45</gml:pos></gml:Point>"]
    : ["multiPointSource", `<multiPointGeometry><gml:posList>${points}</gml:posList>`];
  const end = points === undefined ? "</pointGeometry>" : "</multiPointGeometry>";
  const text =
    `<nrml xmlns="http://openquake.org/xmlns/nrml/0.5" xmlns:gml="http://www.opengis.net/gml"><sourceModel>
<sourceGroup name="g" tectonicRegion="Crust">
<${tag} id="1" name="A">
${geometry}<upperSeismoDepth>0</upperSeismoDepth><lowerSeismoDepth>20</lowerSeismoDepth>${end}
<magScaleRel>WC1994</magScaleRel><ruptAspectRatio>2</ruptAspectRatio>
<!-- the distribution -->
${mfd}
<nodalPlaneDist><nodalPlane probability="1" strike="0" dip="90" rake="0"/></nodalPlaneDist>
<hypoDepthDist><hypoDepth probability="1" depth="10"/></hypoDepthDist>
</${tag}></sourceGroup></sourceModel></nrml>`;
  return readSourceModel(text, "m.xml", {
    shareAndRate: (zones, rates) => ({ gamma: zones.bGR / 10, totalRate: rates.rateRefGR + rates.rateRefAC }),
  }).groups[0].sources[0];
}

const BOX = `minMag="5" bValue="0.9" characteristicMag="7" binWidth="0.1"`;
const ZONES = `minMag="5" maxMag="7.8" bGR="1" bAC="0.2" deltaMagAC="0.6"`;
const ZONE_VALUES = { minMag: 5, maxMag: 7.8, bGR: 1, bAC: 0.2, deltaMagAC: 0.6 };
const BOX_VALUES = { minMag: 5, bValue: 0.9, characteristicMag: 7, binWidth: 0.1 };

const READ: readonly [xml: string, mfd: unknown][] = [
  [
    `<taperedGutenbergRichterMFD aValue="4" bValue="1" minMag="5" maxMag="8" cornerMag="7"/>`,
    { kind: "taperedGR", aValue: 4, bValue: 1, minMag: 5, maxMag: 8, cornerMag: 7 },
  ],
  [
    `<YoungsCoppersmithMFD ${BOX} characteristicRate="0.002"/>`,
    { kind: "youngsCoppersmith", ...BOX_VALUES, characteristicRate: 0.002 },
  ],
  [
    `<YoungsCoppersmithMFD ${BOX} totalMomentRate="1e17"/>`,
    { kind: "youngsCoppersmith", ...BOX_VALUES, totalMomentRate: 1e17 },
  ],
  [
    `<alternativeCharacteristicMFD ${ZONES} gamma="0.4" totalRate="0.02"/>`,
    { kind: "alternativeCharacteristic", ...ZONE_VALUES, gamma: 0.4, totalRate: 0.02 },
  ],
  [
    `<alternativeCharacteristicMFD ${ZONES} refMagGR="5.5" rateRefGR="0.25" refMagAC="7.3" rateRefAC="0.5"/>`,
    { kind: "alternativeCharacteristic", ...ZONE_VALUES, gamma: 0.1, totalRate: 0.75 },
  ],
];

for (const [xml, mfd] of READ) {
  Deno.test(`readMagFreqDist: ${xml}`, () => assert.deepEqual(read(xml).mfd, mfd));
}

const THREE = "10.1 45 10.2 45 10.3 45";
const multi = (kind: string, fields: string) => `<multiMFD kind="${kind}" size="3">${fields}</multiMFD>`;
const RICHTER = "<min_mag>5</min_mag><max_mag>6 6.5 7</max_mag><a_val>3 3.1 3.2</a_val><b_val>1</b_val>";

Deno.test("a multi-point source has points of single precision and a distribution for each", () => {
  const source = read(multi("truncGutenbergRichterMFD", RICHTER), THREE);
  assert.ok(source.kind === "multiPoint" && source.mfd.kind === "multi");
  assert.deepEqual(source.points, { lon: [10.1, 10.2, 10.3].map(Math.fround), lat: [45, 45, 45] });
  const [first, , last] = source.mfd.mfds;
  assert.deepEqual(first, {
    kind: "truncatedGR",
    aValue: 3,
    bValue: 1,
    minMag: 5,
    maxMag: 6,
    binWidth: undefined,
  });
  assert.deepEqual(last, {
    kind: "truncatedGR",
    aValue: 3.2,
    bValue: 1,
    minMag: 5,
    maxMag: 7,
    binWidth: undefined,
  });
});

Deno.test("lists of a multiMFD are cut by lengths", () => {
  const rates = "<occurRates>1 2 3 4 5 6</occurRates><lengths>1 2 3</lengths>";
  const fields = `<min_mag>5</min_mag><bin_width>0.1 0.2 0.3</bin_width>${rates}`;
  const incremental = (binWidth: number, ...occurRates: number[]) => ({
    kind: "incremental",
    minMag: 5,
    binWidth,
    occurRates,
  });
  assert.deepEqual(read(multi("incrementalMFD", fields), THREE).mfd, {
    kind: "multi",
    mfds: [incremental(0.1, 1), incremental(0.2, 2, 3), incremental(0.3, 4, 5, 6)],
  });
  const pairs =
    "<magnitudes>5 6 5 6 5 6</magnitudes><occurRates>1 2 3 4 5 6</occurRates><lengths>2</lengths>";
  const arbitrary = (...occurRates: number[]) => ({ kind: "arbitrary", magnitudes: [5, 6], occurRates });
  assert.deepEqual(read(multi("arbitraryMFD", pairs), THREE).mfd, {
    kind: "multi",
    mfds: [arbitrary(1, 2), arbitrary(3, 4), arbitrary(5, 6)],
  });
});

const WRONG: readonly [xml: string, message: string, points?: string][] = [
  [
    `<taperedGutenbergRichterMFD aValue="4" bValue="1" minMag="5" maxMag="8" cornerMag="5"/>`,
    'm.xml:7: pointSource "1": cornerMag 5 must be greater than minMag 5',
  ],
  [
    `<YoungsCoppersmithMFD ${BOX}/>`,
    'm.xml:7: pointSource "1": expected characteristicRate or totalMomentRate in YoungsCoppersmithMFD, got neither',
  ],
  [
    `<YoungsCoppersmithMFD minMag="6.7" bValue="1" characteristicMag="7" binWidth="0.1" characteristicRate="1"/>`,
    'm.xml:7: pointSource "1": characteristicMag 7 must be at least 0.25 and a binWidth above minMag 6.7',
  ],
  [
    `<alternativeCharacteristicMFD ${ZONES} gamma="1" totalRate="0.02"/>`,
    'm.xml:7: pointSource "1": gamma of alternativeCharacteristicMFD: expected a number greater than 0 and less ' +
    'than 1, got "1"',
  ],
  [
    `<alternativeCharacteristicMFD ${ZONES.replace("0.6", "2.9")} gamma="0.5" totalRate="0.02"/>`,
    'm.xml:7: pointSource "1": deltaMagAC 2.9 must be less than maxMag 7.8 - minMag 5',
  ],
  [
    `<incrementalMFD minMag="5" binwidth="0.1" binWidth="0.1"><occurRates>1</occurRates></incrementalMFD>`,
    'm.xml:7: pointSource "1": unexpected attribute binwidth in incrementalMFD, expected minMag, binWidth',
  ],
  [
    multi("YoungsCoppersmithMFD", ""),
    'm.xml:7: multiPointSource "1": kind "YoungsCoppersmithMFD" of multiMFD: expected one of ' +
    "truncGutenbergRichterMFD, incrementalMFD, arbitraryMFD",
    THREE,
  ],
  [
    multi("truncGutenbergRichterMFD", RICHTER),
    'm.xml:4: multiPointSource "1": expected a multiMFD with a distribution for each of 2 points, got 3',
    "10 45 11 45",
  ],
  [
    multi("truncGutenbergRichterMFD", RICHTER.replace("6 6.5 7", "6 6.5")),
    'm.xml:7: multiPointSource "1": max_mag in multiMFD: expected 1 or 3 values, got 2',
    THREE,
  ],
  [
    multi("truncGutenbergRichterMFD", RICHTER.replace("6 6.5 7", "6 4.5 7")),
    'm.xml:7: multiPointSource "1": max_mag 4.5 must be greater than min_mag 5 (distribution 2 of 3)',
    THREE,
  ],
  [
    multi("incrementalMFD", "<min_mag>5</min_mag><occurRates>1 2</occurRates><lengths>1</lengths>"),
    'm.xml:7: multiPointSource "1": occurRates in multiMFD: expected 3 values, the sum of lengths, got 2',
    THREE,
  ],
];

for (const [xml, message, points] of WRONG) {
  Deno.test(`readMagFreqDist: ${message}`, () =>
    assert.throws(() => read(xml, points), { name: "InputError", message }));
}

Deno.test("an aspect ratio may be a linear function of the magnitude", () => {
  const rates = `<incrementalMFD minMag="5" binWidth="0.1"><occurRates>1</occurRates></incrementalMFD>`;
  const ratio = (points: string) =>
    `<aspectRatioFunction><type>linear_piecewise</type><mag_points>${points}</mag_points></aspectRatioFunction>`;
  const points = `<mag_point mag="6" aratio="1"/><mag_point mag="8" aratio="4"/>`;
  assert.throws(() => read(rates + ratio(points)), /expected ruptAspectRatio or aspectRatioFunction/);
  assert.throws(
    () => read(rates + ratio(`<mag_point mag="6" aratio="1"/>`)),
    /expected 2 mag_point in mag_points, got 1/,
  );
});
