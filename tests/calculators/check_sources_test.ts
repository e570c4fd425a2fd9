import assert from "node:assert/strict";
import { checkSources, missingParameters, timeProblems } from "../../calculators/check_sources.ts";
import { parseJob } from "../../calculators/parameters/job.ts";
import { InputError } from "../../hazard/input_error.ts";
import type { RuptureOptions } from "../../hazard/source/ruptures.ts";
import type { NonParametricSource, Source } from "../../hazard/source/source.ts";
import {
  areaSource,
  characteristicFaultSource,
  complexFaultSource,
  multiPointSource,
  pointSource,
  simpleFaultSource,
} from "../hazard/source/sources.ts";

const OPTIONS: RuptureOptions = { binWidth: 0.1, areaSpacing: 10, meshSpacing: 2 };
const GR = { kind: "truncatedGR", aValue: 3.5, bValue: 1, minMag: 5, maxMag: 7 } as const;

const problems = (sources: Source[], options: Partial<RuptureOptions> = {}): string[] => {
  const group = { tectonicRegionType: "Active Shallow Crust", sources, sourceModelPaths: [0] };
  try {
    checkSources([group], { ...OPTIONS, ...options });
    return [];
  } catch (error) {
    assert.ok(error instanceof InputError);
    return error.message.split("\n");
  }
};

Deno.test("checkSources() accepts sources of every kind", () => {
  const points = [pointSource(), multiPointSource(), areaSource()];
  const faults = [simpleFaultSource(), complexFaultSource(), characteristicFaultSource()];
  assert.deepEqual(problems([...points, ...faults]), []);
});

const PLACE = "source_model.xml:12: ";

const WRONG: [what: string, source: Source, options: Partial<RuptureOptions>, message: string][] = [
  [
    "a grid with too many points",
    areaSource(),
    { areaSpacing: 0.01 },
    `${PLACE}areaSource "a": with this source the model has 87 million points, at most 2 million are possible: raise ` +
    "area_source_discretization (0.01 km), rupture_mesh_spacing (2 km) or width_of_mfd_bin (0.1)",
  ],
  [
    "a grid of a spacing that is hardly above 0",
    areaSource({ discretization: 1e-300 }),
    {},
    `${PLACE}areaSource "a": with this source the model has more than 1e12 points`,
  ],
  [
    "a grid without points",
    areaSource(),
    { areaSpacing: 500 },
    `${PLACE}areaSource "a": a spacing of 500 km is too large: no grid point is inside the polygon`,
  ],
  [
    "a mesh with too many points",
    simpleFaultSource(),
    { meshSpacing: 0.005 },
    `${PLACE}simpleFaultSource "f": with this source the model has 35 million points`,
  ],
  [
    "a complex fault with too many points",
    complexFaultSource(),
    { complexMeshSpacing: 0.005 },
    `${PLACE}complexFaultSource "c": with this source the model has 46 million points`,
  ],
  [
    "a complex fault too small for its mesh",
    complexFaultSource(),
    { complexMeshSpacing: 150 },
    `${PLACE}complexFaultSource "c": a mesh spacing of 150 km is too large for the mean length of the fault`,
  ],
  [
    "a complex fault whose edges are turned",
    complexFaultSource({ edges: complexFaultSource().edges.toReversed() }),
    {},
    `${PLACE}complexFaultSource "c": the surface dips to the left of its strike`,
  ],
  [
    "too many magnitudes of one of several points",
    multiPointSource({ mfd: { kind: "multi", mfds: [GR, { ...GR, binWidth: 1e-5 }, GR] } }),
    {},
    `${PLACE}multiPointSource "m": a bin width of 0.00001 makes 200000 magnitudes between minMag 5 and maxMag 7`,
  ],
  [
    "a mesh too coarse for the ruptures",
    simpleFaultSource(),
    { meshSpacing: 10 },
    `${PLACE}simpleFaultSource "f": rupture_mesh_spacing 10 km is too large for ruptures of magnitude`,
  ],
  [
    "too many magnitudes",
    pointSource({ mfd: GR }),
    { binWidth: 1e-9 },
    `${PLACE}pointSource "p": width_of_mfd_bin 1e-9 makes 2000 million magnitudes between minMag 5 and maxMag 7, ` +
    "at most 10000 are possible",
  ],
  [
    "magnitudes of no earthquake",
    pointSource({ mfd: { ...GR, maxMag: 12 } }),
    {},
    `${PLACE}pointSource "p": expected magnitudes up to 10.2, got 11.95`,
  ],
  [
    "infinite rates",
    pointSource({ mfd: { ...GR, aValue: 400 } }),
    {},
    `${PLACE}pointSource "p": expected rates that are finite and not all 0, check aValue and bValue`,
  ],
  [
    "rates that are all 0",
    pointSource({ mfd: { ...GR, aValue: -400 } }),
    {},
    `${PLACE}pointSource "p": expected rates that are finite and not all 0, check aValue and bValue`,
  ],
];

for (const [what, source, options, message] of WRONG) {
  Deno.test(`checkSources() refuses ${what}`, () => {
    const [first, ...others] = problems([source], options);
    assert.equal(first.slice(0, message.length), message);
    assert.deepEqual(others, []);
  });
}

Deno.test("checkSources() reports up to 20 problems", () => {
  const wrong = Array.from({ length: 30 }, (_, i) => areaSource({ id: String(i) }));
  assert.equal(problems(wrong, { areaSpacing: 500 }).length, 20);
});

Deno.test("missingParameters() names what the sources need and the job lacks", () => {
  const ini = `[general]
calculation_mode = classical
source_model_logic_tree_file = a.xml
gsim_logic_tree_file = b.xml
sites = 0 0
investigation_time = 1
truncation_level = 3
maximum_distance = 200
intensity_measure_types_and_levels = {"PGA": [1]}
`;
  const missing = (more: string, source: Source) => {
    const { parameters } = parseJob(ini + more, "job.ini", { folder: "/", fileExists: () => true });
    const groups = [{ name: "", tectonicRegionType: source.tectonicRegionType, sources: [source] }];
    return missingParameters([{ name: "", file: "m.xml", groups }], parameters);
  };
  const incremental = { kind: "incremental", minMag: 5, binWidth: 1, occurRates: [1] } as const;
  assert.deepEqual(missing("", areaSource()), [
    {
      parameter: "width_of_mfd_bin",
      message:
        'is missing, expected a width of magnitude bins like 0.1: areaSource "a" in source_model.xml needs it',
    },
    {
      parameter: "area_source_discretization",
      message: 'is missing, expected a distance in km like 10: areaSource "a" in source_model.xml needs it',
    },
  ]);
  assert.deepEqual(missing("", areaSource({ discretization: 10, mfd: incremental })), []);
  assert.deepEqual(missing("width_of_mfd_bin = 0.1", pointSource()), []);
});

Deno.test("timeProblems() tells of given probabilities for another time than that of the job", () => {
  const given: NonParametricSource = {
    kind: "nonParametricSeismic",
    id: "g",
    name: "",
    tectonicRegionType: "Volcanic",
    mfd: { kind: "arbitrary", magnitudes: [], occurRates: [] },
    ruptures: [],
    file: "source_model.xml",
    line: 12,
  };
  const problemsOf = (source: Source, investigationTime: number | undefined) => {
    const groups = [{ name: "", tectonicRegionType: "Volcanic", sources: [source] }];
    const model = { name: "", file: "source_model.xml", investigationTime, groups };
    return timeProblems([model], { investigation_time: 50 }).map(({ message }) => message);
  };
  assert.deepEqual(problemsOf(given, 50), []);
  assert.deepEqual(problemsOf(pointSource(), 1), []);
  const expected = "expected an investigation_time of 50 as in the job, for which the probabilities of " +
    'nonParametricSeismicSource "g" must hold';
  assert.deepEqual(problemsOf(given, 1), [`${expected}, got 1`]);
  assert.deepEqual(problemsOf(given, undefined), [`${expected}, got none`]);
});
