import { equal } from "node:assert/strict";
import { geohash } from "../../../hazard/site/geohash.ts";

// computed by the reference's SiteCollection.geohash
const CASES: [lon: number, lat: number, hash: string][] = [
  [-0.326, -0.784, "7zzg8968"],
  [-0.325, -1.054, "7zzf085k"],
  [10, 45, "spzpgxcz"],
  [0, 0, "7zzzzzzz"],
  [179.16372, 51.72218, "zcpqhzxp"],
];

for (const [lon, lat, hash] of CASES) {
  Deno.test(`geohash() of ${lon} ${lat} is ${hash}`, () => {
    equal(geohash(lon, lat, 8), hash);
    equal(geohash(lon, lat, 5), hash.slice(0, 5));
  });
}
