import assert from "node:assert/strict";
import { DataDirectory } from "../../kv/data_directory.ts";
import { Database } from "../../kv/database.ts";
import { Grants } from "../../kv/grants.ts";
import { signingKey } from "../../kv/signing_key.ts";
import { type User, Users } from "../../kv/users.ts";

const ALICE: User = {
  name: "alice",
  passwordHash: "",
  level: 1,
  isSuperuser: false,
  isActive: true,
  email: "Alice@example.org",
  groups: [],
  created: "2026-01-31T10:00:00.000Z",
};

async function withKv(test: (kv: Deno.Kv) => Promise<void>) {
  using kv = await Deno.openKv(":memory:");
  await test(kv);
}

Deno.test("Users are added once, changed and found by name and address", () =>
  withKv(async (kv) => {
    const users = new Users(kv);
    assert.equal(await users.add(ALICE), true);
    assert.equal(await users.add({ ...ALICE, level: 2 }), false);
    await users.add({ ...ALICE, name: "Alice", email: null });
    await users.add({ ...ALICE, name: "bob", isActive: false });
    assert.equal((await users.get("alice"))!.level, 1);
    assert.deepEqual((await users.list()).map(({ name }) => name), ["Alice", "alice", "bob"]);
    assert.deepEqual(await users.withEmail(" alice@EXAMPLE.org "), [ALICE]);
    await Promise.all([users.change("alice", { level: 2 }), users.change("alice", { groups: ["g"] })]);
    assert.deepEqual(await users.get("alice"), { ...ALICE, level: 2, groups: ["g"] });
    assert.equal(await users.change("carol", { level: 2 }), null);
    assert.equal(await users.get("carol"), null);
  }));

Deno.test("Grants hold until they are taken, once, or all of a user's are", () =>
  withKv(async (kv) => {
    const grants = new Grants(kv);
    const give = (user: string, minutes: number) =>
      grants.give({ user, kind: "reset", now: new Date(minutes * 60_000), lifetimeMs: 3600_000 });
    const [one, two, bobs] = [await give("alice", 2), await give("alice", 1), await give("bob", 0)];
    assert.deepEqual(await grants.ofUser("alice", "reset"), [two, one]);
    assert.equal(one.expires, "1970-01-01T01:02:00.000Z");
    assert.deepEqual(await grants.ofUser("alice", "session"), []);
    assert.equal(await grants.holds(one), true);
    assert.equal(await grants.holds({ ...one, kind: "session" }), false);
    assert.equal(await grants.holds({ ...one, user: "bob" }), false);
    const taken = await Promise.all(Array.from({ length: 5 }, () => grants.take(one)));
    assert.equal(taken.filter(Boolean).length, 1);
    assert.equal(await grants.holds(one), false);
    await grants.takeAll("alice");
    assert.deepEqual([await grants.holds(two), await grants.holds(bobs)], [false, true]);
  }));

Deno.test("signingKey() is made once, for the eyes of its owner", async () => {
  const folder = await Deno.makeTempDir();
  const key = await signingKey(folder);
  assert.equal(key.length, 32);
  assert.deepEqual(await signingKey(folder), key);
  assert.notDeepEqual(await signingKey(await Deno.makeTempDir()), key);
  assert.deepEqual(Array.from(Deno.readDirSync(folder), ({ name }) => name), ["temblor.key"]);
  if (Deno.build.os !== "windows") {
    assert.equal((await Deno.stat(`${folder}/temblor.key`)).mode! & 0o777, 0o600);
  }
  await Deno.writeFile(`${folder}/temblor.key`, new Uint8Array(5));
  await assert.rejects(signingKey(folder), /temblor.key has 5 bytes/);
});

Deno.test("The database, which has the hashes of passwords, is for the eyes of its owner", async () => {
  const path = await Deno.makeTempDir();
  using directory = DataDirectory.open(path);
  using database = await Database.open(directory);
  await database.users.add(ALICE);
  if (Deno.build.os === "windows") return;
  for (const name of ["temblor.kv", "temblor.kv-wal"]) {
    assert.equal((await Deno.stat(`${path}/${name}`)).mode! & 0o777, 0o600, name);
  }
});
