import assert from "node:assert/strict";
import config from "../../deno.json" with { type: "json" };

Deno.test("exceedance.wasm is what `deno task kernels` makes of its source", async () => {
  const committed = "kernels/exceedance.wasm", rebuilt = await Deno.makeTempFile({ suffix: ".wasm" });
  const [program, ...args] = config.tasks.kernels.replace(committed, rebuilt).split(" ");
  assert.equal(program, "deno");
  const root = new URL("../..", import.meta.url);
  const { success, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: root }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  assert.deepEqual(await Deno.readFile(rebuilt), await Deno.readFile(new URL(committed, root)));
  await Deno.remove(rebuilt);
});
