import assert from "node:assert/strict";
import { readStationCsv } from "../../formats/station_csv.ts";
import { InputError } from "../../hazard/input_error.ts";

const HEADER = "STATION_ID,LONGITUDE,LATITUDE,PGA_VALUE,PGA_LN_SIGMA,MMI_VALUE,MMI_STDDEV";

Deno.test("readStationCsv() reads records by measure, empty cells as none", () => {
  const stations = readStationCsv(
    `${HEADER}\n01,11.5,-45,0.2,0,6.5,0.3\n"a, b",12,45,0.4,0.1,,nan\n`,
    "s.csv",
  );
  assert.deepEqual(stations.ids, ["01", "a, b"]);
  assert.deepEqual([...stations.lon, ...stations.lat], [11.5, 12, -45, 45]);
  assert.deepEqual(stations.lines, [2, 3]);
  assert.deepEqual(
    stations.measures.map(({ name, values, deviations }) => [name, [...values], [...deviations]]),
    [["PGA", [0.2, 0.4], [0, 0.1]], ["MMI", [6.5, NaN], [0.3, NaN]]],
  );
});

/** Texts that are wrong, and what is said of them. */
const WRONG: readonly (readonly [text: string, message: RegExp])[] = [
  [HEADER.replace("LATITUDE", "LAT"), /s.csv: LATITUDE: the column is missing, the file has STATION_ID/],
  [HEADER.replace("PGA_LN_SIGMA", "PGA_SIGMA"), /s.csv: PGA_LN_SIGMA: the column is missing/],
  [HEADER.replace("MMI_STDDEV", "MMI_LN_SIGMA"), /s.csv: MMI_STDDEV: the column is missing/],
  ["STATION_ID,LONGITUDE,LATITUDE\nx,1,2", /s.csv: there is no column of records such as PGA_VALUE/],
  [`${HEADER}\nx,1,2,0,0,5,0`, /s.csv:2: PGA_VALUE: expected a record above 0.*, got 0/],
  [`${HEADER}\nx,1,2,-0.1,0,5,0`, /s.csv:2: PGA_VALUE: expected a record above 0.*, got -0.1/],
  [
    `${HEADER}\nx,1,2,0.1,0,5,0\ny,1,2,0.1g,0,5,0`,
    /s.csv:3: PGA_VALUE: expected a record above 0.*, got 0.1g/,
  ],
  [
    `${HEADER}\nx,1,2,0.1,,5,0`,
    /s.csv:2: PGA_LN_SIGMA: expected the deviation of the record, 0 or more, got nothing/,
  ],
  [`${HEADER}\nx,1,2,0.1,-1,5,0`, /s.csv:2: PGA_LN_SIGMA: expected the deviation/],
  [`${HEADER}\nx,181,2,0.1,0,5,0`, /s.csv:2: LONGITUDE: expected degrees between -180 and 180, got 181/],
  [`${HEADER}\nx,1,,0.1,0,5,0`, /s.csv:2: LATITUDE: expected degrees between -90 and 90, got nothing/],
];
for (const [text, message] of WRONG) {
  Deno.test(`readStationCsv() names what is wrong: ${message.source}`, () => {
    assert.throws(
      () => readStationCsv(text, "s.csv"),
      (error) => error instanceof InputError && message.test(error.message),
    );
  });
}
