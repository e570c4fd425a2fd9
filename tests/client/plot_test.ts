/** Charts of curves and spectra, from arrays to the picture. */
import assert from "node:assert/strict";
import { type Chart, lineChart } from "../../client/line_chart.ts";
import { plotCommand } from "../../client/plot_command.ts";
import { chartOf, type Extraction } from "../../client/plots.ts";
import { parseXml } from "../../formats/xml.ts";
import { npyBytes, npyNumbers, npyRecords, npyTexts } from "../../formats/npy.ts";
import { npz } from "../../formats/npz.ts";

const OQPARAM = {
  description: "a <test>",
  investigation_time: 50,
  hazard_imtls: { "PGA": [0.1, 0.2, 0.4], "SA(0.5)": [0.1, 1] },
};
const record = (...values: number[]) =>
  npyRecords(["PGA", "SA(0.5)"].map((imt, i) => [imt, npyNumbers(Float32Array.of(values[i]))] as const));

/** A calculation with curves of two kinds and spectra of two probabilities. */
const extract: Extraction = (spec, query) => {
  switch (spec) {
    case "oqparam":
      return Promise.resolve(npz([["json", npyBytes(JSON.stringify(OQPARAM))]]));
    case "hcurves":
      if (query.includes("pippo")) return Promise.resolve(npz([["kind", npyTexts(["pippo"])]]));
      return Promise.resolve(npz([
        ["mean", npyNumbers(Float32Array.of(0.5, 0.25, 0), [1, 1, 3])],
        ["rlz-000", npyNumbers(Float32Array.of(1, 0.5, 0.125), [1, 1, 3])],
        ["kind", npyTexts(["mean", "rlz-0"])],
      ]));
    default: {
      const spectra = npyRecords([["0.100000", record(0.5, 1)], ["0.020000", record(1, 2)]]);
      return Promise.resolve(npz([["mean", spectra], ["kind", npyTexts(["mean"])]]));
    }
  }
};

Deno.test("chartOf() makes a line of each kind of hazard curve", async () => {
  const { title, x, y, lines } = await chartOf("hcurves?kind=mean&kind=rlz-0&imt=PGA&site_id=3", extract);
  assert.equal(title, "Hazard curves at site 3: a <test>");
  assert.deepEqual([x, y], [
    { label: "PGA", isLogarithmic: true },
    { label: "probability of exceedance in 50 years", isLogarithmic: true },
  ]);
  assert.deepEqual(lines, [
    { label: "mean", x: [0.1, 0.2, 0.4], y: [0.5, 0.25, 0] },
    { label: "rlz-000", x: [0.1, 0.2, 0.4], y: [1, 0.5, 0.125] },
  ]);
});

Deno.test("chartOf() makes a line of the spectrum of each probability, PGA being period 0", async () => {
  const { lines } = await chartOf("uhs?kind=mean&site_id=0", extract);
  assert.deepEqual(lines, [
    { label: "mean, 0.1 in 50 years", x: [0, 0.5], y: [0.5, 1] },
    { label: "mean, 0.02 in 50 years", x: [0, 0.5], y: [1, 2] },
  ]);
});

const WRONG: [string, RegExp][] = [
  ["hmaps?kind=mean", /^there are plots of hcurves and uhs, not of hmaps$/],
  ["toString?kind=mean", /not of toString$/],
  ["hcurves", /^expected kind=mean/],
  ["hcurves?kind=mean&imt=PGA", /^expected site_id=NUMBER: a plot is of one site$/],
  ["hcurves?kind=mean&site_id=0", /^expected imt=MEASURE with one of PGA, SA\(0\.5\)$/],
  ["hcurves?kind=mean&site_id=0&imt=PGV", /^expected imt=MEASURE/],
  ["hcurves?kind=pippo&site_id=0&imt=PGA", /^the calculation has no results of that kind$/],
];

for (const [what, message] of WRONG) {
  Deno.test(`chartOf() refuses ${what}`, () =>
    assert.rejects(chartOf(what, extract), { name: "PlotError", message }));
}

const AXES = { x: { label: "x", isLogarithmic: true }, y: { label: "y & z", isLogarithmic: false } };

/** Points of the lines of a picture. */
function polylines(svg: string): number[][][] {
  return Array.from(
    svg.matchAll(/<polyline [^>]*points="([^"]*)"/g),
    ([, points]) => points.split(" ").filter(Boolean).map((point) => point.split(",").map(Number)),
  );
}

Deno.test("lineChart() places values by their axes", () => {
  const chart: Chart = { title: "t", ...AXES, lines: [{ label: "<a>", x: [0.1, 1, 10], y: [0, 5, 10] }] };
  const svg = lineChart(chart);
  assert.deepEqual(polylines(svg), [[[90, 490], [430, 270], [770, 50]]]);
  for (const label of ["0.1", "1", "10", "&#60;a&#62;", "y &#38; z", "8"]) {
    assert.ok(svg.includes(`>${label}</text>`), label);
  }
  parseXml(svg, "chart.svg");
});

Deno.test("lineChart() leaves out what a logarithmic axis has no place for, and stands empty, flat and many lines", () => {
  const cases: [Chart["lines"], number[]][] = [
    [[{ label: "a", x: [0, 1, 10, NaN], y: [1, 1, 2, 3] }], [2]],
    [[], []],
    [[{ label: "a", x: [], y: [] }], [0]],
    [[{ label: "a", x: [1, 1], y: [0, 0] }], [2]],
    [Array.from({ length: 40 }, (_, i) => ({ label: String(i), x: [1, 2], y: [i, -i] })), Array(40).fill(2)],
  ];
  for (const [lines, counts] of cases) {
    const svg = lineChart({ title: "t", ...AXES, lines });
    assert.deepEqual(polylines(svg).map((points) => points.length), counts);
    assert.doesNotMatch(svg, /NaN|Infinity/);
    parseXml(svg, "chart.svg");
  }
  assert.match(lineChart({ title: "t", ...AXES, lines: cases[4][0] }), />and 25 more</);
});

/** A server that answers extractions. */
async function withServer(test: (server: string) => Promise<void>): Promise<void> {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { pathname, search } = new URL(request.url);
    const [, id, spec] = /^\/v1\/calc\/(\d+)\/extract\/(.*)$/.exec(pathname) ?? [];
    if (id !== "7") return new Response(null, { status: 404 });
    return new Response(await extract(spec, search.slice(1)));
  });
  await test(`http://127.0.0.1:${server.addr.port}`).finally(() => server.shutdown());
}

async function said(run: () => Promise<number>): Promise<[code: number, out: string, err: string]> {
  const { log, error } = console, out: string[] = [], err: string[] = [];
  console.log = (text: string) => void out.push(text);
  console.error = (text: string) => void err.push(text);
  try {
    return [await run(), out.join("\n"), err.join("\n")];
  } finally {
    Object.assign(console, { log, error });
  }
}

Deno.test("plot writes the picture of what a server extracts, or says why not", () =>
  withServer(async (server) => {
    const folder = await Deno.makeTempDir(), file = `${folder}/curves.svg`;
    const plot = (...args: string[]) =>
      said(() => plotCommand(args, folder, { server: "http://127.0.0.1:1" }));
    const what = "hcurves?kind=mean&imt=PGA&site_id=0";
    assert.deepEqual(await plot("7", what, file, "--server", server), [0, file, ""]);
    assert.match(await Deno.readTextFile(file), /^<svg /);
    const cases: [args: string[], message: RegExp][] = [
      [["7", "hmaps", file, `--server=${server}/`], /not of hmaps$/],
      [["8", what, file, "--server", server], /answered 404$/],
      [["8", what, file], /calc_8\.hdf5/],
      [["7", what, file, "--webapi"], /does not answer/],
      [["7", what, "--server", "ftp://x"], /^--server: expected an url such as/],
      [["7", what, "--svg"], /^Unknown option/],
      [["x", what], /^usage: plot/],
      [["7"], /^usage: plot/],
    ];
    for (const [args, message] of cases) {
      const [code, , err] = await plot(...args);
      assert.equal(code, 1);
      assert.match(err, message);
    }
  }));
