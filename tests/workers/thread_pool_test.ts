import assert from "node:assert/strict";
import { buffersIn } from "../../workers/thread_messages.ts";
import { ThreadPool } from "../../workers/thread_pool.ts";

Deno.test("buffersIn() finds the memory of each array once, without what is shared", () => {
  const a = new Float64Array(2), b = new Uint8Array(a.buffer), c = new Float32Array(1);
  const shared = new Float64Array(new SharedArrayBuffer(8));
  assert.deepEqual(buffersIn({ a, b, list: [c, { shared }], text: "abc", none: null, number: 1 }), [
    a.buffer,
    c.buffer,
  ]);
});

Deno.test("ThreadPool rejects what it was asked when the tasks cannot be made", async () => {
  await using pool = new ThreadPool("no such set", {}, 2);
  await assert.rejects(pool.run("rates", 1), /not a function/);
  await assert.rejects(Array.fromAsync(pool.map("rates", [1, 2, 3])), /not a function/);
});
