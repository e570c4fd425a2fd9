import assert from "node:assert/strict";
import { MultiSurface } from "../../../hazard/rupture/multi_surface.ts";
import { SurfaceDistances } from "../../../hazard/rupture/surface_distances.ts";
import { siteCollection } from "../../../hazard/site/site_collection.ts";
import { splitByFaults } from "../../../hazard/source/multi_fault_source.ts";
import { mostOccurrences, sourceParts, sourceRuptures } from "../../../hazard/source/ruptures.ts";
import type { FaultSection, MultiFaultSource } from "../../../hazard/source/source.ts";
import { assertClose } from "../geo/close.ts";

const OPTIONS = { binWidth: 0.1, meshSpacing: 3 };

function section(id: string, lon: number): FaultSection {
  const profile = (at: number) => ({ lon: [at, at], lat: [45, 45.1], depth: [0, 12] });
  const profiles = [profile(lon), profile(lon + 0.3)];
  return { id, surface: { kind: "kite", surfaces: [{ profiles }] }, file: "s.xml", line: 3 };
}

const SOURCE: MultiFaultSource = {
  kind: "multiFault",
  id: "m",
  name: "",
  tectonicRegionType: "Active Shallow Crust",
  file: "m.xml",
  line: 4,
  mfd: { kind: "arbitrary", magnitudes: [6], occurRates: [0.1] },
  sections: { a: section("a", 10), b: section("b", 10.4), c: section("c", 12) },
  faults: [{ tag: "far", sectionIds: ["b", "a"] }, { tag: "near", sectionIds: ["b"] }],
  ruptures: [["a"], ["a", "b"], ["b"], ["c"]].map((sectionIds) => ({
    mag: 6.5,
    rake: 0,
    probabilities: [0.75, 0.25],
    sectionIds,
  })),
};
const [LONS, LATS] = [[10.5, 10.1, 11], [45.02, 44.9, 45.3]];
const SITES = siteCollection(Float64Array.from(LONS), Float64Array.from(LATS), new Float64Array(3), {});

Deno.test("sourceRuptures() of a multi-fault source have probabilities, or rates that follow from them", () => {
  const [given] = sourceRuptures(SOURCE, OPTIONS);
  assert.deepEqual([given.occurrenceRate, given.probabilities], [NaN, [0.75, 0.25]]);
  assert.equal(mostOccurrences(SOURCE, OPTIONS), 1);
  const infersRates = { ...OPTIONS, infersRates: true }, [inferred] = sourceRuptures(SOURCE, infersRates);
  assert.deepEqual([inferred.occurrenceRate, inferred.probabilities], [-Math.log(0.75), undefined]);
  assert.equal(mostOccurrences(SOURCE, infersRates), 0);
});

Deno.test("sourceParts() of a multi-fault source hold all its ruptures", () => {
  const many = { ...SOURCE, ruptures: Array.from({ length: 2500 }, () => SOURCE.ruptures[0]) };
  const counts = sourceParts(many, OPTIONS).map((part) => [...sourceRuptures(part, OPTIONS)].length);
  assert.deepEqual(counts, [1000, 1000, 500]);
});

Deno.test("splitByFaults() gives each rupture to the nearest fault that it is on", () => {
  const split = splitByFaults(SOURCE, SITES, OPTIONS);
  const idsOf = ({ ruptures }: MultiFaultSource) => ruptures.map(({ sectionIds }) => sectionIds.join(" "));
  assert.deepEqual(split.map((source) => [source.id, ...idsOf(source)]), [
    ["m@far", "a", "a b", "b"], // as near as the other one, and first by name
    ["m@off_rupids", "c"],
  ]);
  assert.deepEqual(splitByFaults({ ...SOURCE, faults: [] }, SITES, OPTIONS).map(({ id }) => id), ["m"]);
});

Deno.test("SurfaceDistances of surfaces that share parts are those of the surfaces", () => {
  const distances = new SurfaceDistances(SITES, 3), all = Uint32Array.of(0, 1, 2);
  distances.restart(all, 3);
  for (const { surface } of sourceRuptures(SOURCE, OPTIONS)) {
    assert.ok(surface instanceof MultiSurface);
    for (const name of ["rrup", "rjb", "rx", "ry0"] as const) {
      const alone = new Float64Array(3);
      surface[name](SITES, all, 3, alone);
      assertClose(distances.from(surface, name), alone, { what: name });
    }
  }
});
