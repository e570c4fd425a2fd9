/**
 * Runs all tests and ends with a line 'N passed, N failed', as the interop and conformance runs do.
 * usage: deno task test [path ...] [options of deno test]
 */
const args = Deno.args.some((arg) => !arg.startsWith("-")) ? Deno.args : ["tests/", ...Deno.args];
const command = new Deno.Command(Deno.execPath(), {
  args: ["test", "-A", "--unstable-kv", "--parallel", ...args],
  cwd: new URL("..", import.meta.url).pathname,
  env: { NO_COLOR: "1" },
  stdout: "piped",
  stderr: "inherit",
});
const child = command.spawn();
let tail = "";
for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
  await Deno.stdout.write(new TextEncoder().encode(chunk));
  tail = (tail + chunk).slice(-2000);
}
const { code } = await child.status;
const [, passed, failed] = /(\d+) passed.*?\| (\d+) failed/.exec(tail) ?? [];
if (passed === undefined) {
  console.log("0 passed, 1 failed");
  Deno.exit(code || 1);
}
console.log(`${passed} passed, ${failed} failed`);
Deno.exit(code);
