import assert from "node:assert/strict";
import { leastUsage, measureCommand, measureTree } from "../../bench/process_tree.ts";

const ignore = Deno.build.os !== "linux"; // it reads /proc
const CPU_SECONDS = 0.4, BYTES = 2e8;

/** Fills memory and keeps a processor busy until it has used CPU_SECONDS. */
const BURN = `
  const memory = new Uint8Array(${BYTES}).fill(1);
  while (process.cpuUsage().user < ${CPU_SECONDS * 1e6});
  await new Promise((wake) => setTimeout(wake, 300 * memory[0]));`;

Deno.test(
  "measureCommand() counts processor time and memory of a program's children",
  { ignore },
  async () => {
    const args = ["-c", '"$0" eval "$1"; exit 0', Deno.execPath(), BURN];
    const { wallSeconds, cpuSeconds, peakBytes } = await measureCommand("/bin/sh", { args });
    assert.ok(cpuSeconds >= CPU_SECONDS, `${cpuSeconds} s`);
    assert.ok(wallSeconds >= 0.3, `${wallSeconds} s`);
    assert.ok(peakBytes > BYTES && peakBytes < 3 * BYTES, `${peakBytes} bytes`);
  },
);

Deno.test("measureCommand() reports a program that fails", { ignore }, async () => {
  await assert.rejects(measureCommand("/bin/sh", { args: ["-c", "echo broken >&2; exit 1"] }), /broken/);
});

Deno.test(
  "measureTree() counts what children of a living process used before they ended",
  { ignore },
  async () => {
    const usage = await measureTree(Deno.pid, async () => {
      await new Deno.Command(Deno.execPath(), { args: ["eval", BURN] }).output();
    });
    assert.ok(usage.cpuSeconds >= CPU_SECONDS, `${usage.cpuSeconds} s`);
    assert.ok(usage.peakBytes > BYTES, `${usage.peakBytes} bytes`);
  },
);

Deno.test("leastUsage() takes each quantity from the repeat that has least of it", () => {
  const usages = [
    { wallSeconds: 2, cpuSeconds: 5, peakBytes: 10 },
    { wallSeconds: 3, cpuSeconds: 4, peakBytes: 9 },
  ];
  assert.deepEqual(leastUsage(usages), { wallSeconds: 2, cpuSeconds: 4, peakBytes: 9 });
});
