import assert from "node:assert/strict";
import config from "../../deno.json" with { type: "json" };

for (const command of config.tasks.kernels.split(" && ")) {
  const committed = command.split(" ").at(-1)!;
  Deno.test(`${committed} is what \`deno task kernels\` makes of its source`, async () => {
    const rebuilt = await Deno.makeTempFile({ suffix: ".wasm" });
    const [program, ...args] = command.replace(committed, rebuilt).split(" ");
    assert.equal(program, "deno");
    const root = new URL("../..", import.meta.url);
    const { success, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: root }).output();
    assert.ok(success, new TextDecoder().decode(stderr));
    assert.deepEqual(await Deno.readFile(rebuilt), await Deno.readFile(new URL(committed, root)));
    await Deno.remove(rebuilt);
  });
}
