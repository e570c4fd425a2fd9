import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { parseJob } from "../../calculators/parameters/job.ts";
import { readSiteModel } from "../../calculators/read_site_model.ts";
import type { SitesRequest } from "../../calculators/sites_request.ts";
import { readSites } from "../../calculators/read_sites.ts";
import { InputError } from "../../hazard/input_error.ts";
import type { SiteParameter } from "../../hazard/site/site_collection.ts";
import { textOfCode } from "../../hazard/site/site_text.ts";

/** A job of classical hazard, to which each test adds its own parameters about sites. */
const JOB = `
[general]
calculation_mode = classical
source_model_logic_tree_file = ssm.xml
gsim_logic_tree_file = gmm.xml
investigation_time = 50
truncation_level = 3
maximum_distance = 200
intensity_measure_types_and_levels = {"PGA": [1, 2]}
`;

/** What readSites is asked for, with files given as text by name. */
function request(about: string, required: SiteParameter[], files: Record<string, string> = {}): SitesRequest {
  const { parameters, inputs } = parseJob(JOB + about, "job.ini", {
    folder: "/jobs/1",
    fileExists: () => true,
  });
  const read = (path: string) => Promise.resolve(files[path.replace("/jobs/1/", "")]);
  return { parameters, inputs, required: new Set(required), read };
}

const read = async (...[about, required, files]: Parameters<typeof request>) =>
  (await readSites(request(about, required, files))).sites;

const column = (...values: number[]) => Float64Array.from(values);

const ROCK = "reference_vs30_type = measured\nreference_vs30_value = 760\n";

Deno.test("readSites() sorts the places of the job file and gives them the reference values", async () => {
  const about = `sites = 1 2, 0.1234567 5 -0.5, 1 -1\n${ROCK}reference_depth_to_1pt0km_per_sec = 50`;
  const sites = await read(about, ["z1pt0", "vs30", "lon"]);
  equal(sites.size, 3);
  deepEqual([sites.lon, sites.lat, sites.depth], [
    column(0.12346, 1, 1),
    column(5, -1, 2),
    column(-0.5, 0, 0),
  ]);
  deepEqual(Object.entries(sites.parameters), [
    ["vs30", column(760, 760, 760)],
    ["z1pt0", column(50, 50, 50)],
    ["vs30measured", column(1, 1, 1)],
  ]);
  equal(sites.customSiteIds, undefined);
  ok(Math.abs(Math.hypot(sites.x[0], sites.y[0], sites.z[0]) - 6371.5) < 1e-9);
});

Deno.test("readSites() keeps a vs30 that nobody needs, as NaN", async () => {
  const { parameters } = await read("sites = 0 0", []);
  deepEqual(Object.keys(parameters), ["vs30", "vs30measured"]);
  ok(Number.isNaN(parameters.vs30![0]));
});

Deno.test("readSites() puts longitude 180 at -180", async () => {
  deepEqual((await read("sites = 180 1, 179 0\n" + ROCK, ["vs30"])).lon, column(179, -180));
});

Deno.test("readSites() reads a file of places without header, in any order", async () => {
  const files = { "places.csv": "\uFEFF2,1\r\n1.5,0.25, -1\r\n\r\n" };
  const sites = await read(`sites_csv = places.csv\n${ROCK}`, ["vs30"], files);
  deepEqual([sites.lon, sites.lat, sites.depth], [column(1.5, 2), column(0.25, 1), column(-1, 0)]);
  deepEqual(sites.parameters.vs30, column(760, 760));
});

Deno.test("readSites() keeps the order and the names of a file of places with header", async () => {
  const files = { "places.csv": "custom_site_id,lon,lat\nRome,12.5,41.9\nBari,16.9,41.1\n" };
  const sites = await read(`sites_csv = places.csv\n${ROCK}`, ["vs30"], files);
  deepEqual([sites.lon, sites.customSiteIds], [column(12.5, 16.9), ["Rome", "Bari"]]);
  // the reference values win over a file of places, even for depths that nobody needs
  deepEqual(Object.keys(sites.parameters), ["vs30", "vs30measured", "z1pt0", "z2pt5"]);
});

const SITE_MODEL = `#,,,"some comment"
lon,lat,vs30,z1pt0,vs30measured,ampcode
1.000001,0,300,200,1,x
0,0.5,800,-999,False,y
`;

Deno.test("readSites() takes sites and parameters from a site model, in file order", async () => {
  const sites = await read("site_model_file = model.csv", ["vs30"], { "model.csv": SITE_MODEL });
  deepEqual([sites.lon, sites.lat], [column(1, 0), column(0, 0.5)]);
  deepEqual(sites.parameters, {
    ampcode: column(120, 121), // "x" and "y"
    vs30: column(300, 800),
    vs30measured: column(1, 0),
    z1pt0: column(200, -999),
  });
});

Deno.test("readSites() keeps site classes and geological units as codes", async () => {
  const model = "lon,lat,siteclass,geology,soiltype\n0,0,C,HOLOCENE,3\n1,0,D,marsh,1\n";
  const { parameters } = await read("site_model_file = model.csv", ["siteclass"], { "model.csv": model });
  deepEqual(parameters.siteclass, column(67, 68));
  deepEqual(Array.from(parameters.geology!, (code) => textOfCode("geology", code)), ["HOLOCENE", "marsh"]);
  deepEqual(parameters.soiltype, column(3, 1));
});

Deno.test("readSites() takes the reference value of what a CSV site model lacks", async () => {
  const about = `site_model_file = model.csv\n${ROCK}reference_depth_to_2pt5km_per_sec = 2.5`;
  const sites = await read(about, ["vs30", "z2pt5", "backarc"], { "model.csv": "lon,lat\n0,0\n1,1\n" });
  deepEqual(sites.parameters.vs30, column(760, 760));
  deepEqual(sites.parameters.z2pt5, column(2.5, 2.5));
  deepEqual(sites.parameters.backarc, column(0, 0));
});

Deno.test("readSites() reads several site models as one", async () => {
  const files = { "a.csv": "lon,lat,vs30\n0,0,300\n", "b.csv": "lon,lat,vs30\n1,1,400\n" };
  const sites = await read("site_model_file = a.csv b.csv", ["vs30"], files);
  deepEqual([sites.lon, sites.parameters.vs30], [column(0, 1), column(300, 400)]);
});

Deno.test("readSites() reads a site model in NRML", async () => {
  const xml = `<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><siteModel>
    <site lon="1" lat="2" vs30="400" vs30Type="measured" z1pt0="90"/>
    <site lon="0" lat="2" vs30="500" vs30Type="inferred" z1pt0="80"/>
  </siteModel></nrml>`;
  const sites = await read("site_model_file = model.xml", ["vs30", "backarc"], { "model.xml": xml });
  deepEqual(sites.lon, column(1, 0));
  deepEqual(sites.parameters, {
    backarc: column(0, 0),
    vs30: column(400, 500),
    vs30measured: column(1, 0),
    z1pt0: column(90, 80),
  });
});

Deno.test("readSites() gives places the parameters of the nearest site of the model", async () => {
  const about = `sites = 0.99 0, 0.01 0.49\nsite_model_file = model.csv\n${ROCK}`;
  const sites = await read(about, ["vs30"], { "model.csv": SITE_MODEL });
  deepEqual(sites.lon, column(0.01, 0.99));
  deepEqual(sites.parameters, { vs30: column(800, 300), vs30measured: column(0, 1) });
});

Deno.test("readSites() covers a region with a grid, by longitude and rounded", async () => {
  const sites = await read(`region = 0 0, 0.5 0, 0.5 0.5, 0 0.5\nregion_grid_spacing = 25\n${ROCK}`, [
    "vs30",
  ]);
  ok(sites.size > 9);
  for (let i = 0; i < sites.size; i++) {
    equal(sites.lon[i], Number(sites.lon[i].toFixed(5)));
    if (i > 0) ok(sites.lon[i] >= sites.lon[i - 1]);
  }
});

Deno.test("readSites() with a grid warns of a far site model, and goes on", async () => {
  const warnings: string[] = [];
  const about = `region = 0 0, 0.5 0, 0.5 0.5, 0 0.5\nregion_grid_spacing = 25\nsite_model_file = model.csv`;
  const wanted = request(about, ["vs30"], { "model.csv": "lon,lat,vs30\n0,0,300\n" });
  const { sites } = await readSites(wanted, undefined, (message) => warnings.push(message));
  ok(sites.parameters.vs30!.every((vs30) => vs30 === 300));
  ok(warnings.length > 0 && warnings.length < sites.size);
  ok(warnings.every((message) => message.includes("takes the parameters of (0 0)")), warnings[0]);
});

// names computed by the reference's SiteCollection.geohash
Deno.test("readSites() names the sites of a tile, and keeps every n-th", async () => {
  const about = `sites = -0.326 -0.784, -0.325 -1.054, 0 0\ntile_spec = [1, 2]\n${ROCK}`;
  const sites = await read(about, ["vs30"]);
  deepEqual([sites.lon, sites.customSiteIds], [column(-0.326, 0), ["7zzg8968", "7zzzzzzz"]]);
});

Deno.test("readSites() overrides vs30", async () => {
  const sites = await read(`sites = 15 37\noverride_vs30 = 365 830\n${ROCK}`, ["vs30"]);
  deepEqual([sites.size, sites.parameters.vs30, sites.customSiteIds], [2, column(365, 830), [
    "0:CD",
    "0:BC",
  ]]);
});

Deno.test("readSiteModel() gives the model as read, or nothing", async () => {
  equal(await readSiteModel(request("sites = 0 0", [])), undefined);
  const model = await readSiteModel(
    request("site_model_file = model.csv", ["backarc"], { "model.csv": SITE_MODEL }),
  );
  deepEqual(Object.keys(model!.parameters), ["ampcode", "backarc", "vs30", "vs30measured", "z1pt0"]);
});

const model = (text: string) => ({ "model.csv": text });

const WRONG: [
  name: string,
  about: string,
  required: SiteParameter[],
  files: Record<string, string>,
  message: string,
][] = [
  [
    "a missing reference value",
    "sites = 0 0",
    ["vs30"],
    {},
    "job.ini: reference_vs30_value: is missing, the ground-motion models need it where a site_model_file does not give vs30",
  ],
  [
    "a parameter that only a site model can give",
    "sites = 0 0\n" + ROCK,
    ["xvf"],
    {},
    "job.ini: site_model_file: is missing, the ground-motion models need the site parameter xvf",
  ],
  [
    "a site model without vs30",
    "site_model_file = model.csv",
    ["vs30"],
    model("lon,lat\n0,0\n"),
    "job.ini: reference_vs30_value: is missing, the ground-motion models need it where model.csv does not give vs30",
  ],
  [
    "a site model without a column that has no reference value",
    "site_model_file = model.csv",
    ["kappa0"],
    model("lon,lat\n0,0\n"),
    "model.csv: kappa0: the site model lacks this parameter, which the ground-motion models need",
  ],
  [
    "a site model without place",
    "site_model_file = model.csv",
    [],
    model("lon,vs30\n0,400\n"),
    "model.csv: lat: the column is missing, the file has lon, vs30",
  ],
  [
    "an unknown column",
    "site_model_file = model.csv",
    [],
    model("lon,lat,vs31\n0,0,400\n"),
    "model.csv: vs31: unknown column",
  ],
  [
    "values out of range",
    "site_model_file = model.csv",
    [],
    model("lon,lat,vs30\n0,0,400\n1,0,-1\n"),
    "model.csv:3: vs30: expected a number not below 0, got -1",
  ],
  [
    "a place off the globe",
    "site_model_file = model.csv",
    [],
    model("lon,lat\n0,0\n212.4,0\n"),
    "model.csv:3: lon: expected a number from -180 to 180, got 212.4",
  ],
  [
    "a place twice",
    "site_model_file = model.csv",
    [],
    model("lon,lat\n0,0\n1,1\n-0.000001,0\n"),
    "model.csv:4: the site 0 0 comes twice, after rounding to 5 decimals",
  ],
  [
    "a wrong line in a file of places",
    "sites_csv = model.csv",
    [],
    model("0,0\n1,north\n"),
    'model.csv:2: expected a point "lon lat" or "lon lat depth", got "1 north"',
  ],
  [
    "a far site model",
    "sites = 0 0\nsite_model_file = model.csv",
    ["vs30"],
    model("lon,lat,vs30\n1,0,400\n"),
    "job.ini: site_model_file: There is nothing closer than 8 km to site (0 0), the nearest is 111.2 km away",
  ],
  [
    "a parameter that is always 0",
    "site_model_file = model.csv",
    ["vs30"],
    model("lon,lat,vs30\n1,0,0\n"),
    "job.ini: site_model_file: The site parameter vs30 is always zero: please check the site model",
  ],
  [
    "an exaggerated vs30",
    "site_model_file = model.csv",
    ["vs30"],
    model("lon,lat,vs30\n1,0,40000\n"),
    "job.ini: reference_vs30_value: expected vs30 in m/s above 0 and below 32767, got 40000",
  ],
  [
    "a reference vs30 of 0",
    "sites = 0 0\nreference_vs30_value = 0",
    ["vs30"],
    {},
    "job.ini: reference_vs30_value: expected vs30 in m/s above 0 and below 32767, got 0",
  ],
  [
    "a grid with more points than fit in the memory",
    "region = 0 0, 1 0, 1 1, 0 1\nregion_grid_spacing = 0.01",
    [],
    {},
    "job.ini: region_grid_spacing: the region can't be covered by a grid of 0.01 km: it has 124 million points",
  ],
  [
    "a flag that is none",
    "site_model_file = model.csv",
    [],
    model("lon,lat,vs30measured\n1,0,2\n"),
    "model.csv:2: vs30measured: expected 0 or 1, got 2",
  ],
  [
    "a site model without sites",
    "site_model_file = model.csv",
    [],
    model("lon,lat\n"),
    "model.csv: the file has no sites, expected at least one",
  ],
  [
    "a tile without sites",
    "sites = 0 0, 1 1\ntile_spec = [3, 3]",
    [],
    {},
    "job.ini: tile_spec: this tile is empty, there are only 2 sites",
  ],
  [
    "site models with different columns",
    "site_model_file = model.csv b.csv",
    [],
    { "model.csv": "lon,lat,vs30\n0,0,1\n", "b.csv": "lon,lat\n1,1\n" },
    "b.csv: vs30: is not in both model.csv and b.csv, all site models must have the same columns",
  ],
  [
    "vs30 overridden around Japan, where depths are needed",
    `sites = 139.7 35.7\noverride_vs30 = 760\nreference_depth_to_1pt0km_per_sec = 9\n${ROCK}`,
    ["vs30", "z1pt0"],
    {},
    "job.ini: override_vs30: is not supported yet around Japan",
  ],
];

for (const [name, about, required, files, message] of WRONG) {
  Deno.test(`readSites() refuses ${name}`, async () => {
    await rejects(
      read(about, required, files),
      (error) => {
        ok(error instanceof InputError);
        equal(error.message.slice(0, message.length), message);
        return true;
      },
    );
  });
}
