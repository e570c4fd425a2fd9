import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { maximumDistance, parseJob, valueFor } from "../../../calculators/parameters/job.ts";
import { filesOf, lossTypesOf } from "../../../calculators/parameters/inputs.ts";
import { InputError } from "../../../hazard/input_error.ts";

const FOLDER = "/jobs/7/in";

/** A classical job with every parameter that it must have, each on a line of its own. */
const CLASSICAL: Readonly<Record<string, string>> = {
  description: "two sites",
  calculation_mode: "classical",
  sites: "1 1, 0 0.5",
  source_model_logic_tree_file: "ssm.xml",
  gsim_logic_tree_file: "gmm.xml",
  investigation_time: "50",
  truncation_level: "3",
  maximum_distance: "200",
  intensity_measure_types_and_levels: '{"SA(0.1)": [0.1, 0.2], "PGV": [1, 2], "PGA": [0.1, 1]}',
};

type Changes = Readonly<Record<string, string | undefined>>;

/** Parses the job above with some parameters changed, added or (undefined) left out. */
function parse(changes: Changes = {}, options: Partial<Parameters<typeof parseJob>[2]> = {}) {
  const entries = Object.entries({ ...CLASSICAL, ...changes }).filter(([, value]) => value !== undefined);
  const text = ["[general]", ...entries.map(([key, value]) => `${key} = ${value}`)].join("\n");
  return parseJob(text, "job.ini", {
    folder: FOLDER,
    fileExists: (path) => !path.includes("absent"),
    ...options,
  });
}

/** Texts of the problems of a job. */
function problems(changes: Changes, options?: Parameters<typeof parse>[1]): string[] {
  try {
    parse(changes, options);
  } catch (error) {
    if (error instanceof InputError) return error.message.split("\n");
    throw error;
  }
  return [];
}

Deno.test("parseJob() reads a classical job", () => {
  const { parameters, inputs, warnings } = parse();
  equal(parameters.calculation_mode, "classical");
  equal(parameters.investigation_time, 50);
  deepEqual(parameters.sites, [[1, 1, 0], [0, 0.5, 0]]);
  // by period; measures without one stay in the order of the file
  deepEqual(Object.keys(parameters.hazard_imtls), ["PGV", "PGA", "SA(0.1)"]);
  deepEqual(parameters.hazard_imtls.PGA, [0.1, 1]);
  deepEqual([parameters.truncation_level_between, parameters.truncation_level_within], [3, 3]);
  deepEqual(parameters.pointsource_distance, { default: 100 });
  equal(parameters.export_dir, FOLDER);
  deepEqual(inputs, {
    job_ini: "/jobs/7/in/job.ini",
    source_model_logic_tree: "/jobs/7/in/ssm.xml",
    gsim_logic_tree: "/jobs/7/in/gmm.xml",
  });
  deepEqual(warnings, []);
});

Deno.test("parseJob() lets overrides win", () => {
  const { parameters, inputs } = parse({}, {
    overrides: { investigation_time: "10 ", gsim_logic_tree_file: "b.xml" },
  });
  equal(parameters.investigation_time, 10);
  equal(inputs.gsim_logic_tree, "/jobs/7/in/b.xml");
});

Deno.test("parseJob() understands old names", () => {
  const { parameters } = parse({
    individual_curves: "true",
    quantile_hazard_curves: "0.1 0.9",
    mean_hazard_curves: "false",
    max_hazard_curves: "true",
  });
  deepEqual(
    [parameters.individual_rlzs, parameters.quantiles, parameters.mean, parameters.max],
    [true, [0.1, 0.9], false, true],
  );
});

Deno.test("parseJob() warns of unknown parameters", () => {
  const { warnings } = parse({ minimun_magnitude: "5", asset_loss_table: "true" });
  deepEqual(warnings, [
    "The parameter 'minimun_magnitude' is unknown, ignoring, did you mean minimum_magnitude?",
    "The parameter 'asset_loss_table' is unknown, ignoring",
  ]);
});

Deno.test("parseJob() takes a file of sites as a site model that gives way to the reference values", () => {
  const { parameters, inputs } = parse({ sites: undefined, sites_csv: "sites.csv" });
  deepEqual(inputs.site_model, ["/jobs/7/in/sites.csv"]);
  equal(parameters.prefer_global_site_params, true);
  equal(
    parse({ sites: undefined, sites_csv: "s.csv", prefer_global_site_params: "false" }).parameters
      .prefer_global_site_params,
    false,
  );
});

Deno.test("parseJob() reads lists and dictionaries of files", () => {
  const { inputs } = parse({
    site_model_file: "a.csv b.csv",
    fragility_file: "{'structural': '../s.xml', 'contents': 'c.xml'}",
    consequence_file: "{'taxonomy': ['a.csv', 'b.csv']}",
    amplification_file: "",
  });
  deepEqual(filesOf(inputs, "site_model"), ["/jobs/7/in/a.csv", "/jobs/7/in/b.csv"]);
  deepEqual(inputs.structural_fragility, { structural: "/jobs/7/s.xml", contents: "/jobs/7/in/c.xml" });
  deepEqual(filesOf(inputs, "consequence"), ["/jobs/7/in/a.csv", "/jobs/7/in/b.csv"]);
  deepEqual(filesOf(inputs, "amplification"), []);
  deepEqual(lossTypesOf(inputs), ["contents", "structural"]);
});

Deno.test("parseJob() takes an archive for the file beside it that was packed in it", () => {
  const changes = { source_model_logic_tree_file: "models.zip" };
  deepEqual(filesOf(parse(changes).inputs, "source_model_logic_tree"), ["/jobs/7/in/models.xml"]);
  deepEqual(problems({ source_model_logic_tree_file: "absent.zip" }), [
    'job.ini:5: source_model_logic_tree_file: "absent.zip": unpack it beside the job file, expected to find ' +
    '"absent.xml" there',
  ]);
});

Deno.test("parseJob() reads tables of equivalent distances in the old form", () => {
  const { inputs } = parse({ "active shallow crust": "asc.hdf5", craton: "craton.hdf5" });
  deepEqual(inputs.reqv, { "active shallow crust": "/jobs/7/in/asc.hdf5", craton: "/jobs/7/in/craton.hdf5" });
});

Deno.test("parseJob() works out what follows from the parameters", () => {
  const { parameters } = parse({
    return_periods: "475 2475",
    ps_grid_spacing: "50",
    minimum_magnitude: "{'Volcanic': 5}",
    minimum_intensity: '{"SA(0.10)": 0.02}',
    maximum_distance: "[(4, 50), (8, 200)]",
  });
  // 1 - exp(-50 / 475) and 1 - exp(-50 / 2475)
  ok(Math.abs(parameters.poes[0] - 0.0999123737) < 1e-9);
  ok(Math.abs(parameters.poes[1] - 0.0199993266) < 1e-9);
  deepEqual(parameters.pointsource_distance, { default: 40 });
  deepEqual(parameters.minimum_magnitude, { Volcanic: 5, default: 5 });
  deepEqual(parameters.minimum_intensity, { "SA(0.1)": 0.02 });
  deepEqual(parameters.maximum_distance, {
    default: [[5, 87.5], [8, 200]],
    Volcanic: [[5, 87.5], [8, 200]],
  });
});

Deno.test("parseJob() takes levels to disaggregate for the levels of the curves", () => {
  const { parameters } = parse({
    calculation_mode: "disaggregation",
    intensity_measure_types_and_levels: undefined,
    iml_disagg: '{"SA(0.20)": 0.3, "PGA": 0.1}',
    disagg_bin_edges: '{"mag": [5, 6]}',
    disagg_outputs: "Mag, Dist",
    num_epsilon_bins: "4",
  });
  deepEqual(parameters.hazard_imtls, { PGA: [0.1], "SA(0.2)": [0.3] });
  deepEqual([parameters.disagg_outputs, parameters.num_epsilon_bins], [["Mag", "Dist"], 1]);
});

Deno.test("parseJob() of measures without levels gives a level 0", () => {
  const { parameters } = parse({
    calculation_mode: "scenario",
    intensity_measure_types_and_levels: undefined,
    investigation_time: undefined,
    intensity_measure_types: "SA(0.3), PGA",
  });
  deepEqual(parameters.hazard_imtls, { PGA: [0], "SA(0.3)": [0] });
});

Deno.test("maximumDistance() interpolates by magnitude", () => {
  const { parameters } = parse({ maximum_distance: "{'Craton': [(5, 100), (7, 300)], 'default': 200}" });
  deepEqual([4.9, 5, 6].map(maximumDistance(parameters, "Craton")), [0, 100, 200]);
  equal(maximumDistance(parameters, "Volcanic")(6), 200);
});

Deno.test("valueFor() falls back to the default", () => {
  deepEqual([valueFor({ a: 1, default: 2 }, "a"), valueFor({ a: 1, default: 2 }, "b"), valueFor({}, "b")], [
    1,
    2,
    undefined,
  ]);
});

const MISSING = "is missing, expected";

const WRONG: [name: string, changes: Changes, problems: string[]][] = [
  ["a bad value", { investigation_time: "fifty" }, [
    'job.ini:7: investigation_time: expected a number above 0, got "fifty"',
  ]],
  ["no time", { investigation_time: undefined }, [
    `job.ini: investigation_time: ${MISSING} a number of years greater than 0`,
  ]],
  ["time 0", { investigation_time: "0" }, [
    'job.ini:7: investigation_time: expected a number above 0, got "0"',
  ]],
  ["no truncation", { truncation_level: undefined }, [
    `job.ini: truncation_level: ${MISSING} a number of standard deviations like 3`,
  ]],
  ["no distance", { maximum_distance: undefined }, [
    `job.ini: maximum_distance: ${MISSING} a distance in km like 200`,
  ]],
  ["no levels", { intensity_measure_types_and_levels: undefined }, [
    `job.ini: intensity_measure_types_and_levels: ${MISSING} levels by measure like {"PGA": logscale(0.005, 2, 20)}`,
  ]],
  ["no mode", { calculation_mode: undefined }, [
    `job.ini: calculation_mode: ${MISSING} for instance classical`,
  ]],
  ["a wrong region, without wondering about its grid", {
    sites: undefined,
    region: "0 0, 1 1",
    region_grid_spacing: "10",
  }, ['job.ini:10: region: expected at least 3 corners "lon lat, ...", got "0 0, 1 1"']],
  ["a distance that is a word", { maximum_distance: "far" }, [
    'job.ini:9: maximum_distance: expected a distance in km, {"default": 200} or [(5, 100), (8, 300)], got "far" ' +
    '(expected a value, got "far" at character 1)',
  ]],
  ["the folder as a file", { gsim_logic_tree_file: "." }, [
    'job.ini:6: gsim_logic_tree_file: expected the name of a file, got "."',
  ]],
  ["a truth value that every object has", { mean: "constructor" }, [
    'job.ini:11: mean: expected true or false, got "constructor"',
  ]],
  ["no sites", { sites: undefined }, [
    "job.ini: sites: no sites: give sites, sites_csv, site_model_file, or region with region_grid_spacing",
  ]],
  ["sites twice", { region: "0 0, 1 0, 1 1", region_grid_spacing: "10" }, [
    "job.ini:4: sites: the sites are given more than once, keep one of sites, region, hazard_curves_csv, gmfs_csv",
  ]],
  ["levels that fall", { intensity_measure_types_and_levels: '{"PGA": [2, 1]}' }, [
    "job.ini:10: intensity_measure_types_and_levels: the levels for PGA must increase, got 1 after 2",
  ]],
  ["levels of different number", { intensity_measure_types_and_levels: '{"PGA": [1, 2], "PGV": [3]}' }, [
    "job.ini:10: intensity_measure_types_and_levels: every measure must have the same number of levels, " +
    "but PGA has 2, PGV has 1",
  ]],
  ["an absent file", { gsim_logic_tree_file: "absent.xml" }, [
    "job.ini:6: gsim_logic_tree_file: No such file: /jobs/7/in/absent.xml",
  ]],
  ["an absolute path", { gsim_logic_tree_file: "/etc/passwd" }, [
    'job.ini:6: gsim_logic_tree_file: expected a path relative to the job file, got "/etc/passwd"',
  ]],
  ["an unknown file", { site_modle_file: "a.csv" }, [
    "job.ini:11: site_modle_file: Unknown key site_modle_file, did you mean site_model_file?",
  ]],
  ["a misspelt parameter that must be there", { investigation_time: undefined, investigation_tine: "50" }, [
    "job.ini:10: investigation_time: is missing, expected a number of years greater than 0; " +
    "did you mean it by investigation_tine?",
  ]],
  ["an unknown file far from the known ones", { my_own_file: "a.csv" }, [
    "job.ini:11: my_own_file: Unknown key my_own_file, expected for instance source_model_logic_tree_file",
  ]],
  ["files of two kinds", { site_model_file: "a.csv b.xml", sites: undefined }, [
    "job.ini:10: site_model_file: expected files with the same extension, got .csv and .xml",
  ]],
  ["sites as file and site model", { site_model_file: "a.csv", sites_csv: "b.csv" }, [
    "job.ini:12: sites_csv: remove it, site_model_file is given too",
  ]],
  ["a name and its alias", { quantiles: "0.1", quantile_hazard_curves: "0.1" }, [
    "job.ini:12: quantile_hazard_curves: remove it, quantiles is given too",
  ]],
  ["two sorts of models", { gsim: "SadighEtAl1997" }, [
    "job.ini:11: gsim: remove it or gsim_logic_tree_file, one of them says which ground-motion models to use",
  ]],
  ["maps without probabilities", { hazard_maps: "true" }, [
    "job.ini: poes: is missing: hazard maps and uniform hazard spectra are read at probabilities of exceedance",
  ]],
  ["a newer program", { minimum_engine_version: "3.27" }, [
    "job.ini:11: minimum_engine_version: the job needs a newer program, this one stands for version 3.26.2",
  ]],
  ["too large a magnitude", { minimum_magnitude: "11" }, [
    "job.ini:11: minimum_magnitude: no magnitude is left above 11",
  ]],
  ["a mesh too fine", { complex_fault_mesh_spacing: "2" }, [
    "job.ini:11: complex_fault_mesh_spacing: must not be less than rupture_mesh_spacing, 5 km",
  ]],
  ["names that don't fit the sites", { siteid: "Rome" }, [
    "job.ini:11: siteid: expected 2 names, one for each of the sites",
  ]],
  ["a time in a scenario", {
    calculation_mode: "scenario",
    intensity_measure_types_and_levels: '{"PGA": [1]}',
  }, [
    "job.ini:7: investigation_time: remove it, a scenario calculation has no time",
  ]],
  ["all problems at once", {
    investigation_time: "x",
    truncation_level: "-1",
    sites: "0 100",
    maximum_distance: undefined,
  }, [
    "job.ini: maximum_distance: is missing, expected a distance in km like 200",
    "job.ini:4: sites: lat 100 is outside [-90, 90]",
    'job.ini:7: investigation_time: expected a number above 0, got "x"',
    'job.ini:8: truncation_level: expected a number of standard deviations not below 0, got "-1"',
  ]],
];

for (const [name, changes, expected] of WRONG) {
  Deno.test(`parseJob() refuses ${name}`, () => deepEqual(problems(changes), expected));
}

Deno.test("parseJob() keeps files inside the root", () => {
  deepEqual(problems({ gsim_logic_tree_file: "../gmm.xml" }, { root: "/jobs/7" }), []);
  deepEqual(problems({ gsim_logic_tree_file: "../../8/gmm.xml" }, { root: "/jobs/7" }), [
    'job.ini:6: gsim_logic_tree_file: "../../8/gmm.xml" lies outside of the folder of the job',
  ]);
});

Deno.test("parseJob() of a calculation that starts from another needs no sources", () => {
  const without = {
    source_model_logic_tree_file: undefined,
    gsim_logic_tree_file: undefined,
    maximum_distance: undefined,
  };
  deepEqual(problems(without, { overrides: { hazard_calculation_id: "3" } }), []);
  equal(problems(without).length, 3);
});

Deno.test("parseJob() passes on the problems of the INI file", () => {
  throws(
    () => parseJob("[general\n", "job.ini", { folder: FOLDER, fileExists: () => true }),
    (error) => error instanceof InputError && error.message.startsWith("job.ini:1: the section header"),
  );
});
