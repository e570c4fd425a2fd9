import assert from "node:assert/strict";
import { PasswordHasher } from "../../workers/password.ts";
import { ServiceBusyError } from "../../workers/service.ts";

Deno.test("PasswordHasher makes argon2id hashes with salts, and knows their passwords", async () => {
  using hasher = new PasswordHasher();
  const [one, two] = await Promise.all([hasher.hash("wonder-Land-42 é"), hasher.hash("wonder-Land-42 é")]);
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.notEqual(one, two);
  assert.equal(await hasher.verify("wonder-Land-42 é", one), true);
  assert.equal(await hasher.verify("wonder-Land-42 e", one), false);
  assert.equal(await hasher.verify("wonder-Land-42 é", null), false);
});

Deno.test("PasswordHasher knows a hash made elsewhere", async () => {
  using hasher = new PasswordHasher();
  // the example of RFC 9106 has a secret and data; this is `echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1`
  const hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
  assert.equal(await hasher.verify("password", hash), true);
  assert.equal(await hasher.verify("passwort", hash), false);
});

Deno.test("PasswordHasher lets others work, and refuses when too many wait", async () => {
  const hasher = new PasswordHasher();
  const hashes = Array.from({ length: 64 }, () => hasher.hash("x"));
  await assert.rejects(hasher.hash("x"), ServiceBusyError);
  let isFirstDone = false;
  hashes[0].then(() => isFirstDone = true);
  let turns = 0;
  while (!isFirstDone) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    turns++;
  }
  assert.ok(turns > 5, `${turns} turns of the event loop while a password was hashed`);
  hasher[Symbol.dispose]();
  const ends = await Promise.allSettled(hashes);
  assert.equal(ends[0].status, "fulfilled");
  assert.equal(ends[63].status, "rejected");
});

Deno.test("PasswordHasher answers a hash that is none with an error, and goes on", async () => {
  using hasher = new PasswordHasher();
  await assert.rejects(hasher.verify("x", "$argon2id$nonsense"), /hash/i);
  assert.equal(await hasher.verify("x", await hasher.hash("x")), true);
});
