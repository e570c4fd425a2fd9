import assert from "node:assert/strict";
import { withSections } from "../../../calculators/fault_sections.ts";
import { readSourceModel } from "../../../formats/nrml/source_model.ts";
import type { StoredSource } from "../../../formats/nrml/stored_ruptures.ts";

const OPEN = `<nrml xmlns="http://openquake.org/xmlns/nrml/0.5" xmlns:gml="http://www.opengis.net/gml">`;
const profile = (lon: number) =>
  `<profile><gml:LineString><gml:posList>${lon} 0 0 ${lon} 0.1 10</gml:posList></gml:LineString></profile>`;
const KITE = `<kiteSurface>${profile(0)}${profile(1)}</kiteSurface>`;
const rupture = (ids: string, probabilities = "0.9 0.1") =>
  `<multiPlanesRupture probs_occur="${probabilities}"><magnitude>6.54999</magnitude>
<sectionIndexes indexes="${ids}"/><rake>90</rake></multiPlanesRupture>`;

/** The source is on line 3. */
function readSource(content: string, stored?: StoredSource) {
  const text = `${OPEN}
<sourceModel name="m"><sourceGroup name="g" tectonicRegion="Crust">
<multiFaultSource id="f" name="F">
${content}</multiFaultSource></sourceGroup></sourceModel></nrml>`;
  return readSourceModel(text, "m.xml", { storedRuptures: () => stored });
}

/** The sections begin on line 3. */
function readGeometry(...sections: string[]) {
  const text = `${OPEN}\n<geometryModel name="s">\n${sections.join("\n")}\n</geometryModel></nrml>`;
  return readSourceModel(text, "s.xml");
}

const section = (id: string, surface = KITE) => `<section id="${id}" name="">${surface}</section>`;

function sourceWithSections(model: ReturnType<typeof readSource>, ...sections: string[]) {
  const models = withSections(new Map([["m.xml", model], ["s.xml", readGeometry(...sections)]]));
  const [source] = models.get("m.xml")!.groups[0].sources;
  assert.ok(source.kind === "multiFault");
  return source;
}

Deno.test("withSections() gives a multi-fault source the sections that its ruptures name", () => {
  const faults = `<faults><fault tag="A" indexes="1,b"/></faults>`;
  const model = readSource(faults + rupture("1,b") + rupture("b"));
  const source = sourceWithSections(model, section("1"), section("b"));
  assert.deepEqual(source.ruptures[0], {
    mag: 6.55,
    rake: 90,
    probabilities: [0.9, 0.1],
    sectionIds: ["1", "b"],
  });
  assert.deepEqual(source.faults, [{ tag: "A", sectionIds: ["1", "b"] }]);
  assert.deepEqual(Object.keys(source.sections), ["1", "b"]);
  assert.equal(source.sections.b.surface.kind, "kite");
  assert.equal(source.sections.b.line, 4);
});

Deno.test("readSourceModel() reads ruptures of sections that an HDF5 file keeps", () => {
  const numbers = (shape: readonly number[], values: readonly number[]) => ({
    shape,
    values: Float64Array.from(values),
  });
  const source = sourceWithSections(
    readSource(
      "",
      new Map<string, ReturnType<typeof numbers> | string[]>([
        ["mag", numbers([2], [6, 7])],
        ["rake", numbers([2], [0, 90])],
        ["probs_occur", numbers([2, 2], [0.9, 0.1, 0.8, 0.2])],
        ["rupture_idxs", ["0", "0 1"]],
      ]),
    ),
    section("0"),
    section("1"),
  );
  assert.deepEqual(source.ruptures[1], {
    mag: 7,
    rake: 90,
    probabilities: [0.8, 0.2],
    sectionIds: ["0", "1"],
  });
});

const REFUSED: readonly [read: () => unknown, message: string][] = [
  [
    () => sourceWithSections(readSource(rupture("1,2")), section("1")),
    'm.xml:3: multiFaultSource "f": there is no section "2", expected one of 1',
  ],
  [
    () => withSections(new Map([["m.xml", readSource(rupture("1"))]])),
    'm.xml:3: multiFaultSource "f": there is no section "1", name a file with a geometryModel',
  ],
  [() => readGeometry(section("1"), section("1")), 's.xml:4: section "1": the id is used at line 3 already'],
  [
    () => readGeometry(section("1", `<kiteSurface>${profile(0)}</kiteSurface>`)),
    's.xml:3: section "1": expected at least 2 profiles in kiteSurface, got 1',
  ],
  [
    () => readGeometry(section("1", "<griddedSurface/>")),
    's.xml:3: section "1": unexpected subnode griddedSurface in section, expected planarSurface, kiteSurface',
  ],
  [
    () => readSource(rupture("1") + rupture("1", "0.9 0.05 0.05")),
    'multiFaultSource "f": expected 2 probs_occur as in the first rupture, got 3',
  ],
  [
    () => readSource(rupture("1", "0.9 0.2")),
    'm.xml:4: multiFaultSource "f": the probs_occur sum to 1.1, expected 1',
  ],
  [
    () => readSource(rupture("")),
    'm.xml:5: multiFaultSource "f": expected ids of sections in sectionIndexes',
  ],
  [() => readSource(""), 'm.xml:3: multiFaultSource "f": expected ruptures, here or as group "f" of m.hdf5'],
];

for (const [read, message] of REFUSED) {
  Deno.test(`multi-fault sources and sections are refused: ${message}`, () => {
    assert.throws(read, (error: Error) => {
      assert.ok(error.message.includes(message), error.message);
      return true;
    });
  });
}
