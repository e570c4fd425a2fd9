/** Large inputs as they come from the field: an NRML source model, site models, an exposure. The same every time. */

/** A number between 0 and 1 for each i, spread evenly. */
const spread = (i: number, irrational: number) => (i * irrational) % 1;
const between = (low: number, high: number, i: number, digits: number, irrational = 0.618034) =>
  (low + (high - low) * spread(i, irrational)).toFixed(digits);

const NODAL_PLANES = `<nodalPlaneDist>
        <nodalPlane probability="0.25" strike="0.0" dip="60.0" rake="90.0"/>
        <nodalPlane probability="0.25" strike="90.0" dip="60.0" rake="90.0"/>
        <nodalPlane probability="0.5" strike="180.0" dip="90.0" rake="0.0"/>
      </nodalPlaneDist>`;
const DEPTHS = `<hypoDepthDist>
        <hypoDepth probability="0.4" depth="5.0"/>
        <hypoDepth probability="0.6" depth="12.5"/>
      </hypoDepthDist>`;

function gutenbergRichter(i: number): string {
  const aValue = between(1, 5, i, 6), bValue = between(0.8, 1.2, i, 4, 0.414214);
  return `<truncGutenbergRichterMFD aValue="${aValue}" bValue="${bValue}" minMag="4.7" maxMag="7.65"/>`;
}

function incremental(i: number): string {
  const rates = Array.from(
    { length: 20 },
    (_, k) => (1e-2 * 10 ** (-0.1 * k) * (1 + spread(i, 0.732051))).toExponential(7),
  );
  return `<incrementalMFD minMag="5.05" binWidth="0.1"><occurRates>${
    rates.join(" ")
  }</occurRates></incrementalMFD>`;
}

const layer = `<upperSeismoDepth>0.0</upperSeismoDepth>
        <lowerSeismoDepth>20.0</lowerSeismoDepth>`;

function pointSource(i: number): string {
  const pos = `${between(-20, 40, i, 5)} ${between(30, 60, i, 5, 0.414214)}`;
  return `    <pointSource id="point_${i}" name="Point ${i}" tectonicRegion="Active Shallow Crust">
      <pointGeometry>
        <gml:Point><gml:pos>${pos}</gml:pos></gml:Point>
        ${layer}
      </pointGeometry>
      <magScaleRel>WC1994</magScaleRel>
      <ruptAspectRatio>1.0</ruptAspectRatio>
      ${i % 2 ? gutenbergRichter(i) : incremental(i)}
      ${NODAL_PLANES}
      ${DEPTHS}
    </pointSource>`;
}

function areaSource(i: number): string {
  const lon = -20 + 60 * spread(i, 0.618034), lat = 30 + 30 * spread(i, 0.414214), numCorners = 60;
  const corners = Array.from({ length: numCorners }, (_, k) => {
    const angle = 2 * Math.PI * k / numCorners, radius = 1 + 0.2 * Math.sin(7 * angle);
    return `${(lon + radius * Math.cos(angle)).toFixed(5)} ${(lat + radius * Math.sin(angle)).toFixed(5)}`;
  });
  return `    <areaSource id="area_${i}" name="Area &quot;${i}&quot;" tectonicRegion="Active Shallow Crust">
      <areaGeometry>
        <gml:Polygon><gml:exterior><gml:LinearRing>
          <gml:posList>
            ${corners.join("\n            ")}
          </gml:posList>
        </gml:LinearRing></gml:exterior></gml:Polygon>
        ${layer}
      </areaGeometry>
      <magScaleRel>WC1994</magScaleRel>
      <ruptAspectRatio>1.0</ruptAspectRatio>
      ${gutenbergRichter(i)}
      ${NODAL_PLANES}
      ${DEPTHS}
    </areaSource>`;
}

function simpleFaultSource(i: number): string {
  const lon = -20 + 60 * spread(i, 0.618034), lat = 30 + 30 * spread(i, 0.414214);
  const trace = Array.from(
    { length: 25 },
    (_, k) => `${(lon + 0.02 * k).toFixed(4)} ${(lat + 0.01 * Math.sin(k)).toFixed(4)}`,
  );
  return `    <simpleFaultSource id="fault_${i}" name="Fault ${i}" tectonicRegion="Active Shallow Crust">
      <simpleFaultGeometry>
        <gml:LineString><gml:posList>${trace.join(" ")}</gml:posList></gml:LineString>
        <dip>${between(30, 90, i, 1)}</dip>
        ${layer}
      </simpleFaultGeometry>
      <magScaleRel>WC1994</magScaleRel>
      <ruptAspectRatio>1.5</ruptAspectRatio>
      ${incremental(i)}
      <rake>${between(-90, 90, i, 1)}</rake>
    </simpleFaultSource>`;
}

const nrml = (content: string) =>
  `<?xml version="1.0" encoding="utf-8"?>
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5" xmlns:gml="http://www.opengis.net/gml">
${content}
</nrml>
`;

const list = (count: number, item: (i: number) => string) => Array.from({ length: count }, (_, i) => item(i));

/** An NRML source model of three groups: points, areas and simple faults. */
export function sourceModel(numPoints: number, numAreas: number, numFaults: number): string {
  const kinds = [
    list(numPoints, pointSource),
    list(numAreas, areaSource),
    list(numFaults, simpleFaultSource),
  ];
  const groups = kinds.map((sources, k) =>
    `  <sourceGroup name="group ${k}" tectonicRegion="Active Shallow Crust">\n${
      sources.join("\n")
    }\n  </sourceGroup>`
  );
  return nrml(`<sourceModel name="made up">\n${groups.join("\n")}\n</sourceModel>`);
}

/** Columns of a site model: where a site is and its ground, no place twice. */
function site(i: number): readonly [name: string, text: string][] {
  return [
    ["lon", (-20 + 0.01 * (i % 6000)).toFixed(5)],
    ["lat", (30 + 0.01 * Math.floor(i / 6000)).toFixed(5)],
    ["vs30", between(180, 900, i, 2)],
    ["z1pt0", between(5, 600, i, 3, 0.414214)],
    ["z2pt5", between(0.1, 4, i, 4, 0.732051)],
  ];
}

/** A site model in CSV. */
export function siteModelCsv(numSites: number): string {
  const rows = list(numSites, (i) => site(i).map(([, text]) => text).join(","));
  return `lon,lat,vs30,z1pt0,z2pt5\n${rows.join("\n")}\n`;
}

/** A site model in NRML. */
export function siteModelXml(numSites: number): string {
  const rows = list(
    numSites,
    (i) => `  <site ${site(i).map(([name, text]) => `${name}="${text}"`).join(" ")}/>`,
  );
  return nrml(`<siteModel>\n${rows.join("\n")}\n</siteModel>`);
}

/** Assets of an exposure in CSV: texts, some in quotes, and numbers. */
export function exposureCsv(numAssets: number): string {
  const taxonomies = ["CR/LFINF+CDL+DUH/HBET:1-3", "MUR+CLBRS/LWAL/H:2", "W/LFM/H:1", '"MCF, confined"'];
  const rows = list(numAssets, (i) =>
    [
      `asset_${i}`,
      between(-20, 40, i, 6),
      between(30, 60, i, 6, 0.414214),
      taxonomies[i % taxonomies.length],
      between(1, 50, i, 0, 0.732051),
      between(1e4, 1e7, i, 2),
      between(0, 40, i, 4, 0.236068),
      `district ${i % 97}`,
    ].join(","));
  return `id,lon,lat,taxonomy,number,structural,night,NAME_2\r\n${rows.join("\r\n")}\r\n`;
}
