import { deepEqual, throws } from "node:assert/strict";
import { readFieldCsv } from "../../formats/field_csv.ts";
import { InputError } from "../../hazard/input_error.ts";

Deno.test("fields are read by site and event, also under the names of older files", () => {
  const { size, siteIds, eventIds, values } = readFieldCsv(
    '#,,"an export"\nrlzi,sid,eid,gmv_PGA,gmv_SA(0.1)\n0,3,0,0.1,0.25\n0,2,1,0,1.5\n',
    "fields.csv",
  );
  deepEqual([size, siteIds, eventIds], [2, Uint32Array.of(3, 2), Uint32Array.of(0, 1)]);
  deepEqual([...values], [["PGA", Float32Array.of(0.1, 0)], ["SA(0.1)", Float32Array.of(0.25, 1.5)]]);
});

Deno.test("fields are read by the ids that their sites have", () => {
  const { siteIds, customSiteIds } = readFieldCsv(
    "custom_site_id,event_id,gmv_PGA\nu0n,0,0.1\n",
    "fields.csv",
  );
  deepEqual([siteIds, customSiteIds], [undefined, ["u0n"]]);
});

const WRONG: [what: string, text: string, message: RegExp][] = [
  ["no event", "site_id,gmv_PGA\n0,0.1\n", /fields\.csv.*event_id/],
  ["no site", "event_id,gmv_PGA\n0,0.1\n", /fields\.csv.*site_id/],
  ["no values", "site_id,event_id\n0,0\n", /there is no column of an intensity measure/],
  [
    "a negative intensity",
    "site_id,event_id,gmv_PGA\n0,0,0.1\n1,0,-0.2\n",
    /3.*gmv_PGA.*can't be negative.*-0\.2/,
  ],
  [
    "a fraction of an event",
    "site_id,event_id,gmv_PGA\n0,0.5,0.1\n",
    /2.*event_id.*expected a number from 0 on/,
  ],
  ["a negative site", "site_id,event_id,gmv_PGA\n-1,0,0.1\n", /2.*site_id.*expected a number from 0 on/],
];
for (const [what, text, message] of WRONG) {
  Deno.test(`a file of fields with ${what} is refused`, () => {
    throws(() => readFieldCsv(text, "fields.csv"), (error) => {
      return error instanceof InputError && message.test(error.message);
    });
  });
}
