import assert from "node:assert/strict";
import { compileKernel, KERNEL_FEATURES, type KernelName } from "../../kernels/build.ts";

const kernels = new URL("../../kernels/", import.meta.url);

for (const name of Object.keys(KERNEL_FEATURES) as KernelName[]) {
  Deno.test(`${name}.wasm is what \`deno task kernels\` makes of its source`, async () => {
    const rebuilt = await Deno.makeTempFile({ suffix: ".wasm" });
    await compileKernel(name, rebuilt);
    assert.deepEqual(await Deno.readFile(rebuilt), await Deno.readFile(new URL(`${name}.wasm`, kernels)));
    await Deno.remove(rebuilt);
  });
}

Deno.test("Every .wasm file and every source is in the list of kernels", () => {
  const namesIn = (folder: URL, ending: string) =>
    Array.from(Deno.readDirSync(folder), ({ name }) => name).filter((name) => name.endsWith(ending))
      .map((name) => name.slice(0, -ending.length)).sort();
  const listed = Object.keys(KERNEL_FEATURES).sort();
  assert.deepEqual(namesIn(kernels, ".wasm"), listed);
  assert.deepEqual(namesIn(new URL("assembly/", kernels), ".ts"), listed);
});
