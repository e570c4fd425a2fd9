/** Exposures, compared with what the reference reads of the same files (tests/calculators/exposures/regenerate.py). */
import assert from "node:assert/strict";
import { join } from "node:path";
import { parseJob } from "../../calculators/parameters/job.ts";
import { readExposure, type UnassociatedExposure } from "../../calculators/read_exposure.ts";
import { readSites } from "../../calculators/read_sites.ts";
import { InputError } from "../../hazard/input_error.ts";
import type { AssetCollection } from "../../risk/asset_collection.ts";

const FOLDER = join(import.meta.dirname!, "exposures");
const EXPECTED = JSON.parse(Deno.readTextFileSync(join(FOLDER, "expected.json")));

/** A job with these exposures, to which each test adds parameters; `files` are texts by name. */
function request(about: string, files?: Record<string, string>) {
  const { parameters, inputs } = parseJob(
    `[general]
calculation_mode = classical
source_model_logic_tree_file = ssm.xml
gsim_logic_tree_file = gmm.xml
investigation_time = 50
truncation_level = 3
maximum_distance = 200
reference_vs30_value = 760
intensity_measure_types_and_levels = {"PGA": [1, 2]}
${about}
`,
    "job.ini",
    { folder: FOLDER, fileExists: () => true },
  );
  const read = (path: string) =>
    files ? Promise.resolve(files[path.slice(FOLDER.length + 1)]) : Deno.readTextFile(path);
  return { parameters, inputs, required: new Set<never>(), read };
}

async function read(about: string, files?: Record<string, string>): Promise<UnassociatedExposure> {
  return (await readExposure(request(about, files)))!;
}

/** Columns named as in the file of expected figures, with the texts of tags. */
function columnsOf(assets: AssetCollection): Record<string, unknown[]> {
  const { ids, lon, lat, siteIds, values, occupants, ideductible, retrofitted, tags } = assets;
  const columns = {
    id: ids,
    lon: Float32Array.from(lon),
    lat: Float32Array.from(lat),
    site_id: siteIds,
    ideductible,
    ...(retrofitted && { retrofitted }),
    ...Object.fromEntries(Array.from(values, ([name, cells]) => [`value-${name}`, cells])),
    ...Object.fromEntries(Array.from(occupants, ([period, cells]) => [`occupants_${period}`, cells])),
  };
  const texts = Array.from(
    tags,
    ([name, { texts, codes }]) => [name, Array.from(codes, (code) => texts[code])] as const,
  );
  return {
    ...Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, Array.from<unknown>(cells)])),
    ...Object.fromEntries(texts),
  };
}

for (const files of ["files.xml", "inline.xml", "inline.xml more.xml"]) {
  Deno.test(`readExposure() reads what the reference reads: ${files}`, async () => {
    const { assets, places } = await read(`exposure_file = ${files}`);
    const { columns, lon, lat, tags } = EXPECTED[files];
    assert.deepEqual(columnsOf(assets), columns);
    assert.deepEqual([[...places.lon], [...places.lat]], [lon, lat]);
    const texts = Array.from(assets.tags, ([name, tag]) => [name, tag.texts.slice(1)]);
    assert.deepEqual(Object.fromEntries(texts), tags);
  });
}

Deno.test("readSites() takes the places of the exposure, sorted", async () => {
  const about = "exposure_file = files.xml";
  const { sites, assets } = await readSites(request(about), await read(about));
  assert.deepEqual([...sites.lon], [10.12346, 10.5, 10.5]);
  assert.deepEqual([...sites.lat], [45.5, 44, 45.25]);
  assert.deepEqual([...assets!.siteIds], [0, 1, 2, 2]);
});

Deno.test("readSites() covers the exposure with a grid and keeps the points that have assets", async () => {
  const about = "exposure_file = files.xml\nregion_grid_spacing = 40";
  const { sites, assets } = await readSites(request(about), await read(about));
  assert.deepEqual(Array.from(sites.lon, (lon, i) => [lon, sites.lat[i]]), EXPECTED["grid of files.xml"]);
  assert.deepEqual(assets!.ids, ["n2", "s2", "n1", "s1"]);
});

Deno.test("readSites() puts assets on the nearest of the given sites, in the order of the sites", async () => {
  const about = "exposure_file = files.xml\nsites = 10.51 44.01, 5 5, 10.4 45.3\nasset_hazard_distance = 40";
  const { sites, assets } = await readSites(request(about), await read(about));
  assert.deepEqual([...sites.lon], [10.4, 10.51]);
  assert.deepEqual(assets!.ids, ["n2", "n1", "s1", "s2"]);
  assert.deepEqual([...assets!.siteIds], [0, 0, 0, 1]);
  assert.deepEqual([...assets!.values.get("contents")!], [20, 150, 20, 1]);
});

Deno.test("readSites() leaves out assets outside the region", async () => {
  const about = "exposure_file = files.xml\nregion = 10 45, 11 45, 11 46, 10 46";
  const { sites, assets } = await readSites(request(about), await read(about));
  assert.deepEqual(assets!.ids, ["n2", "n1", "s1"]);
  assert.equal(sites.size, 2);
});

Deno.test("readSites() refuses assets far from all sites, unless they may be discarded", async () => {
  const about = "exposure_file = files.xml\nsites = 10.5 45.25";
  const exposure = await read(about);
  await assert.rejects(
    readSites(request(about), exposure),
    /^InputError: job.ini: asset_hazard_distance: 2 assets are more than 15 km from every site, the first is "n2"/,
  );
  const { assets } = await readSites(request(about + "\ndiscard_assets = true"), exposure);
  assert.deepEqual(assets!.ids, ["n1", "s1"]);
  await assert.rejects(
    readSites(request(about.replace("45.25", "85") + "\ndiscard_assets = true"), exposure),
    /4 assets are more than 15 km from every site/,
  );
});

Deno.test("readSites() names sites where there are fragility functions, as the reference does", async () => {
  const about = "exposure_file = files.xml\nfragility_file = fragility.xml";
  const { sites } = await readSites(request(about), await read(about));
  assert.deepEqual(sites.customSiteIds?.map((name) => name.length), [8, 8, 8]);
});

/** An exposure with a CSV file; the model is wrapped around what a test gives. */
function model(head: string, assets: string): string {
  return `<nrml xmlns="http://openquake.org/xmlns/nrml/0.5">\n<exposureModel>\n${head}\n` +
    `<assets>${assets}</assets>\n</exposureModel>\n</nrml>`;
}

const STRUCTURAL =
  '<conversions><costTypes><costType name="structural" type="per_asset" unit="EUR"/></costTypes></conversions>';
const CSV = "id,lon,lat,number,taxonomy,structural\na,1,2,3,wood,4\n";

const WRONG: [about: string, files: Record<string, string>, message: string][] = [
  [
    "a cost given neither way",
    { "e.xml": model(STRUCTURAL.replace("per_asset", "each"), "a.csv"), "a.csv": CSV },
    'e.xml:3: type of costType: expected aggregated, per_asset, per_area, got "each"',
  ],
  [
    "a cost per area without an area",
    { "e.xml": model(STRUCTURAL.replace("per_asset", "per_area"), "a.csv"), "a.csv": CSV },
    'e.xml:3: structural is given per area, so an <area type="..." unit="..."/> is needed',
  ],
  [
    "a tag with a reserved name",
    { "e.xml": model("<tagNames>taxonomy</tagNames>", "a.csv"), "a.csv": CSV },
    "e.xml:3: tagNames: the name taxonomy is reserved",
  ],
  [
    "a column that is missing",
    { "e.xml": model(STRUCTURAL + "<tagNames>town</tagNames>", "a.csv"), "a.csv": CSV },
    "a.csv: town: the column is missing, e.xml declares it; the file has id, lon,",
  ],
  [
    "a renamed column that is missing",
    {
      "e.xml": model(
        STRUCTURAL + '<exposureFields><field oq="structural" input="COST"/></exposureFields>',
        "a.csv",
      ),
      "a.csv": CSV.replace("structural", "cost"),
    },
    "a.csv: structural: the column is missing, e.xml declares it",
  ],
  [
    "two columns with the same meaning",
    {
      "e.xml": model(STRUCTURAL + '<exposureFields><field oq="number" input="N"/></exposureFields>', "a.csv"),
      "a.csv": "id,lon,lat,number,taxonomy,structural,N\na,1,2,3,wood,4,5\n",
    },
    "a.csv: N: has the same meaning as number: number",
  ],
  [
    "a cost that is no number",
    { "e.xml": model(STRUCTURAL, "a.csv"), "a.csv": CSV.replace(",4", ",four") },
    'a.csv:2: structural: expected a number, got "four"',
  ],
  [
    "a place off the Earth",
    { "e.xml": model(STRUCTURAL, "a.csv"), "a.csv": CSV.replace("a,1,2", "a,1,92") },
    "a.csv:2: lat: expected a number from -90 to 90, got 92",
  ],
  [
    "an id that comes twice",
    { "e.xml": model(STRUCTURAL, "a.csv b.csv"), "a.csv": CSV, "b.csv": CSV },
    'b.csv:2: asset "a": the id comes twice',
  ],
  [
    "files with different columns",
    {
      "e.xml": model(STRUCTURAL, "a.csv b.csv"),
      "a.csv": CSV,
      "b.csv": "id,lon,lat,number,taxonomy,structural,night\nb,1,2,3,wood,4,5\n",
    },
    "a.csv: night: the column is missing, b.csv has it",
  ],
  [
    "a file without assets",
    { "e.xml": model(STRUCTURAL, "a.csv"), "a.csv": CSV.split("\n")[0] },
    "a.csv: the file has no assets, expected at least one",
  ],
  [
    "a model without assets",
    { "e.xml": model(STRUCTURAL, "") },
    "e.xml:4: expected at least one asset, or names of CSV files",
  ],
  [
    "an asset without a cost, and one without a place",
    {
      "e.xml": model(
        STRUCTURAL,
        '<asset id="a"><location lon="1" lat="2"/></asset>\n<asset id="b" structural="1"/>',
      ),
    },
    'e.xml:4: asset "a": no cost of type "structural"\ne.xml:5: asset "b": no subnode location in asset',
  ],
];

for (const [about, files, message] of WRONG) {
  Deno.test(`readExposure() refuses ${about}`, async () => {
    await assert.rejects(read("exposure_file = e.xml", files), (error) => {
      assert(error instanceof InputError);
      assert.equal(error.message.slice(0, message.length), message);
      return true;
    });
  });
}

Deno.test("readExposure() refuses models that give costs differently", async () => {
  const files = {
    "e.xml": model(STRUCTURAL, "a.csv"),
    "f.xml": model(STRUCTURAL.replace("per_asset", "aggregated"), "a.csv"),
    "a.csv": CSV,
  };
  await assert.rejects(
    read("exposure_file = e.xml f.xml", files),
    /f.xml: expected the cost types and occupancy periods of e.xml/,
  );
});

Deno.test("readExposure() lets assets lack kinds of cost that may be missing", async () => {
  const files = {
    "e.xml": model(STRUCTURAL, '<asset id="a" taxonomy="wood"><location lon="1" lat="2"/></asset>'),
  };
  const { assets } = await read("exposure_file = e.xml\nignore_missing_costs = structural", files);
  assert.deepEqual([...assets.values.get("structural")!], [0]);
});
