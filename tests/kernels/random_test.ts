import assert from "node:assert/strict";
import { boundedInteger } from "../../hazard/random/integers.ts";
import { Pcg64 } from "../../hazard/random/pcg64.ts";
import { Philox } from "../../hazard/random/philox.ts";
import { standardNormal } from "../../hazard/random/normal.ts";
import {
  plainRandomColumns,
  type RandomColumns,
  randomColumns,
  wasmRandomColumns,
} from "../../kernels/random.ts";
import { assertDrawn, drawn, withTailRounded } from "../hazard/random/digest.ts";
import figures from "../hazard/random/figures.json" with { type: "json" };

const SEED = 42;
const wasm = (await wasmRandomColumns())!;
const COLUMNS: Record<string, RandomColumns> = { plain: plainRandomColumns(), WebAssembly: wasm };

for (const [name, columns] of Object.entries(COLUMNS)) {
  Deno.test(`fillUniforms() draws NumPy's numbers, ${name}`, () => {
    for (const { seed, ...digest } of figures.random.Pcg64) {
      const out = new Float64Array(digest.count);
      columns.fillUniforms(new Pcg64(BigInt(seed)), out);
      assertDrawn(out, digest);
    }
  });

  Deno.test(`fillStandardNormals() draws NumPy's numbers, ${name}`, () => {
    const digest = figures.standardNormal.Pcg64, out = new Float64Array(digest.count);
    columns.fillStandardNormals(new Pcg64(SEED), out);
    assertDrawn(withTailRounded(out), digest);
  });

  for (const { level, ...digest } of figures.truncatedNormals.Pcg64) {
    Deno.test(`fillTruncatedNormals() draws the reference's numbers, level ${level}, ${name}`, () => {
      const singles = new Float32Array(digest.count), doubles = new Float64Array(digest.count);
      columns.fillTruncatedNormals(new Pcg64(SEED), level, singles);
      assertDrawn(singles, digest);
      columns.fillTruncatedNormals(new Pcg64(SEED), level, doubles);
      assertDrawn(Float32Array.from(doubles), digest);
    });
  }

  for (const { mean, ...digest } of figures.poisson) {
    Deno.test(`fillPoisson() draws NumPy's numbers, mean ${mean}, ${name}`, () => {
      const out = new Float64Array(digest.count);
      columns.fillPoisson(new Pcg64(SEED), new Float64Array(digest.count).fill(mean), out);
      assertDrawn(out, digest);
    });
  }

  for (const mean of [-1, NaN, Infinity]) {
    Deno.test(`fillPoisson() refuses the mean ${mean}, ${name}`, () => {
      const fill = () => columns.fillPoisson(new Pcg64(SEED), Float64Array.of(1, mean), new Float64Array(2));
      assert.throws(fill, { name: "RangeError", message: new RegExp(`got ${mean}`) });
    });
  }

  Deno.test(`philoxStreams() draws NumPy's numbers from each stream, ${name}`, () => {
    const digest = figures.standardNormal.Philox, out = new Float64Array(digest.count);
    const streams = columns.philoxStreams([7, SEED, 8]);
    streams.fillStandardNormals(new Uint32Array(digest.count).fill(1), out);
    assertDrawn(withTailRounded(out), digest);
  });

  Deno.test(`philoxStreams() knows large seeds, ${name}`, () => {
    for (const { seed, ...digest } of figures.random.Philox) {
      if (Number(seed) > Number.MAX_SAFE_INTEGER) continue;
      const stream = columns.philoxStreams([Number(seed)]).stream(0);
      assertDrawn(drawn(digest.count, () => stream.random()), digest);
    }
  });

  Deno.test(`streams go on from call to call, whatever is drawn in between, ${name}`, () => {
    const seeds = Array.from({ length: 5000 }, (_, i) => 3 * i), streams = columns.philoxStreams(seeds);
    const rows = Uint32Array.from({ length: 12000 }, (_, i) => (i * 7) % 5000), out = new Float64Array(12000);
    streams.fillStandardNormals(rows, out);
    const word = boundedInteger(streams.stream(21), 1000), before = out.slice();
    streams.fillStandardNormals(rows, out);
    const nextWord = boundedInteger(streams.stream(21), 1000);
    for (const row of [0, 21, 4999]) {
      const stream = Philox.ofSeed(3 * row);
      const normals = () => [...rows].flatMap((r) => r === row ? [standardNormal(stream)] : []);
      const drawnFor = (column: Float64Array) => [...column].filter((_, i) => rows[i] === row);
      assert.deepEqual(drawnFor(before), normals());
      if (row === 21) assert.equal(word, boundedInteger(stream, 1000));
      assert.deepEqual(drawnFor(out), normals());
      if (row === 21) assert.equal(nextWord, boundedInteger(stream, 1000));
    }
  });

  Deno.test(`streams are refused when they have given way, and rows that don't exist, ${name}`, () => {
    const old = columns.philoxStreams([1, 2]),
      streams = columns.philoxStreams([3, 4]),
      out = new Float64Array(1);
    assert.throws(() => old.fillStandardNormals(Uint32Array.of(0), out), /RangeError: .* given way/);
    assert.throws(() => streams.fillStandardNormals(Uint32Array.of(2), out), /RangeError: .* no number 2/);
    for (const seed of [-1, 0.5, NaN, 2 ** 53]) {
      assert.throws(() => columns.philoxStreams([1, seed]), {
        name: "RangeError",
        message: /a seed must be/,
      });
    }
  });

  Deno.test(`columns go on where the generator is and leave it where they end, ${name}`, () => {
    const generator = new Pcg64(SEED), twin = new Pcg64(SEED);
    const out = new Float64Array(4099), singles = new Float32Array(3);
    // half a draw is left over
    assert.equal(boundedInteger(generator, 10), boundedInteger(twin, 10));
    columns.fillUniforms(generator, out);
    assert.deepEqual(out, drawn(4099, () => twin.random()));
    columns.fillTruncatedNormals(generator, 3, singles);
    for (let i = 0; i < 3; i++) twin.random();
    assert.equal(boundedInteger(generator, 10), boundedInteger(twin, 10));
    columns.fillStandardNormals(generator, out.subarray(0, 5));
    assert.deepEqual(out.slice(0, 5), drawn(5, () => standardNormal(twin)));
    assert.equal(generator.random(), twin.random());
  });

  Deno.test(`columns may be empty, ${name}`, () => {
    const generator = new Pcg64(SEED), none = new Float64Array(0);
    columns.fillUniforms(generator, none);
    columns.fillTruncatedNormals(generator, 3, none);
    columns.fillPoisson(generator, none, none);
    columns.philoxStreams([]).fillStandardNormals(new Uint32Array(0), none);
    assert.equal(generator.random(), new Pcg64(SEED).random());
  });
}

Deno.test("streams with and without WebAssembly are laid out alike: memory that grew keeps the columns", () => {
  const streams = wasm.philoxStreams(Array.from({ length: 50000 }, (_, i) => i)), out = new Float64Array(2);
  streams.fillStandardNormals(Uint32Array.of(49999, 49999), out);
  const twin = Philox.ofSeed(49999);
  assert.deepEqual([...out], [standardNormal(twin), standardNormal(twin)]);
  assert.equal(streams.stream(49999).random(), twin.random());
  const uniforms = new Float64Array(2);
  wasm.fillUniforms(new Pcg64(SEED), uniforms);
  assert.equal(uniforms[0], new Pcg64(SEED).random());
});

Deno.test("random columns use WebAssembly on this machine", () => {
  assert.notEqual(randomColumns.fillPoisson, plainRandomColumns().fillPoisson);
});
