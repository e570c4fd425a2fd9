import assert from "node:assert/strict";
import { BackOff } from "../../../routes/auth/back_off.ts";

/** A clock that a test turns on. */
function clock() {
  let now = 0;
  return { now: () => new Date(now), pass: (seconds: number) => void (now += seconds * 1000) };
}

Deno.test("BackOff doubles the wait with each failure, up to a quarter of an hour", () => {
  const { now, pass } = clock();
  const backOff = new BackOff(now);
  const allowances = [{ key: "alice", failures: 2 }];
  assert.equal(backOff.begin(allowances), 0);
  assert.equal(backOff.begin(allowances), 0);
  const waits: number[] = [];
  for (let i = 0; i < 12; i++) {
    waits.push(backOff.begin(allowances));
    assert.equal(backOff.begin(allowances), waits[i], "waiting does not count");
    pass(waits[i]);
    assert.equal(backOff.begin(allowances), 0);
  }
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
});

Deno.test("BackOff forgets failures after an hour, and those of the first key with a success", () => {
  const { now, pass } = clock();
  const backOff = new BackOff(now);
  const allowances = [{ key: "alice", failures: 1 }, { key: "address", failures: 2 }];
  assert.equal(backOff.begin(allowances), 0);
  assert.equal(backOff.begin(allowances), 1);
  pass(3600);
  assert.equal(backOff.begin(allowances), 0);
  backOff.succeed(allowances);
  assert.equal(backOff.begin(allowances), 0, "a success is no failure");
  assert.equal(backOff.begin([{ key: "bob", failures: 1 }, { key: "address", failures: 2 }]), 0);
  assert.equal(backOff.begin([{ key: "carol", failures: 1 }, { key: "address", failures: 2 }]), 1);
});

Deno.test("BackOff remembers a bounded number of keys", () => {
  const backOff = new BackOff(clock().now);
  backOff.begin([{ key: "first", failures: 1 }]);
  for (let i = 0; i < 100_000; i++) backOff.begin([{ key: `invention ${i}`, failures: 1 }]);
  assert.equal(backOff.begin([{ key: "invention 99999", failures: 1 }]), 1);
  assert.equal(backOff.begin([{ key: "first", failures: 1 }]), 0);
});
