import { deepEqual, equal, ok } from "node:assert/strict";
import { depthTo1pt0, depthTo2pt5, overrideVs30, soilClass } from "../../../hazard/site/override_vs30.ts";
import { siteCollection } from "../../../hazard/site/site_collection.ts";

const column = (...values: number[]) => Float64Array.from(values);
const near = (value: number, expected: number) =>
  ok(Math.abs(value / expected - 1) < 1e-13, `${value} ${expected}`);

// computed by the reference's calculate_z1pt0 and calculate_z2pt5, outside of Japan
Deno.test("depths follow from vs30", () => {
  near(depthTo1pt0(760), 41.306642430928136);
  near(depthTo1pt0(800), 31.070148646647844);
  near(depthTo2pt5(760), 0.6068241170383324);
  near(depthTo2pt5(800), 0.5722405600686729);
});

const CLASSES: [vs30: number, name: string][] = [
  [150, "E"],
  [152, "E"],
  [152.1, "DE"],
  [260, "D"],
  [365, "CD"],
  [530, "C"],
  [760, "BC"],
  [1080, "B"],
  [1500, "B"],
  [1501, "A"],
];

for (const [vs30, name] of CLASSES) {
  Deno.test(`soilClass() of ${vs30} m/s is ${name}`, () => equal(soilClass(vs30), name));
}

const twoSites = (vs30: Float64Array, names?: string[]) =>
  siteCollection(column(1, 2), column(3, 4), column(0, 5), { vs30, z1pt0: column(7, 8) }, names);

Deno.test("overrideVs30() gives one value to all sites, and the depth that goes with it", () => {
  const sites = overrideVs30(twoSites(column(400, 500)), [760]);
  deepEqual([sites.size, sites.lon, sites.depth], [2, column(1, 2), column(0, 5)]);
  deepEqual(sites.parameters.vs30, column(760, 760));
  deepEqual(sites.parameters.z1pt0, column(depthTo1pt0(760), depthTo1pt0(760)));
  deepEqual(sites.customSiteIds, ["0:BC", "1:BC"]);
});

Deno.test("overrideVs30() multiplies a single site", () => {
  const one = siteCollection(column(15.2), column(37.5), column(0), {
    vs30: column(800),
    vs30measured: column(1),
  });
  const sites = overrideVs30(one, [365, 830]);
  deepEqual([sites.lon, sites.parameters.vs30], [column(15.2, 15.2), column(365, 830)]);
  deepEqual(sites.parameters.vs30measured, column(1, 1));
  deepEqual(sites.customSiteIds, ["0:CD", "0:BC"]);
});

Deno.test("overrideVs30() with several values leaves known sites among many", () => {
  const sites = overrideVs30(twoSites(column(-999, 500), ["ASCESITE", "other"]), [260, 760]);
  deepEqual(sites.lat, column(3, 3, 4));
  deepEqual(sites.parameters.vs30, column(260, 760, 500));
  deepEqual(sites.customSiteIds, ["ASCES:D", "ASCES:BC", "other"]);
});
