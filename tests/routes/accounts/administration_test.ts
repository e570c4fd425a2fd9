/** The urls of the administration, as the reference answers them (Django's own, observed with its test client). */
import assert from "node:assert/strict";
import { withClient } from "../client.ts";
import { PASSWORD, plainUser, withLock } from "../locked_client.ts";

const LOGIN = "/accounts/login/";
/** Answer to a url: its status, and where it leads or what the page is called. */
type Expected = readonly [status: number, note: string];
const found = (title: string): Expected => [200, title];
const to = (location: string, status = 302): Expected => [status, location];

/** By url: for anybody who has not logged in, level 1, level 2, superusers. */
const ANSWERS: Record<string, readonly [Expected, Expected, Expected, Expected]> = {
  "/admin": [to(LOGIN), to("/admin/", 301), to("/admin/", 301), to("/admin/", 301)],
  "/admin/": [to(LOGIN), to("/admin/login/?next=/admin/"), to("/admin/login/?next=/admin/"), found("Users")],
  "/admin/login/": [to(LOGIN), found("Log in"), found("Log in"), to("/admin/")],
  "/admin/login/?next=/admin/": [to(LOGIN), found("Log in"), found("Log in"), to("/admin/")],
  "/admin/auth/user/": [
    to(LOGIN),
    to("/admin/login/?next=/admin/auth/user/"),
    to("/admin/login/?next=/admin/auth/user/"),
    found("Users"),
  ],
  "/admin/nothing/": [
    to(LOGIN),
    to("/admin/login/?next=/admin/nothing/"),
    to("/admin/login/?next=/admin/nothing/"),
    [404, "Page not found"],
  ],
  "/admin/toString": [
    to(LOGIN),
    to("/admin/login/?next=/admin/toString"),
    to("/admin/login/?next=/admin/toString"),
    [404, "Page not found"],
  ],
  "/tagadmin": [to(LOGIN), to("/tagadmin/", 301), to("/tagadmin/", 301), to("/tagadmin/", 301)],
  "/tagadmin/": [to(LOGIN), to("/tagadmin/login/?next=/tagadmin/"), found("Tags"), found("Tags")],
  "/tagadmin/login/": [to(LOGIN), found("Log in"), to("/tagadmin/"), to("/tagadmin/")],
  "/tagadmin/nothing/": [
    to(LOGIN),
    to("/tagadmin/login/?next=/tagadmin/nothing/"),
    [404, "Page not found"],
    [404, "Page not found"],
  ],
};

Deno.test("The urls of the administration answer each kind of user as the reference does", () =>
  withLock(async ({ as, browser }) => {
    const callers = [
      browser(),
      await as("bob"),
      await as("carl", { level: 2 }),
      await as("root", { isSuperuser: true }),
    ];
    for (const [url, answers] of Object.entries(ANSWERS)) {
      for (const [i, caller] of callers.entries()) {
        const answer = await caller.get(url), text = await answer.text();
        const [, title] = /<title>(?:Temblor: )?(Page not found|[^<]*)/.exec(text) ?? [];
        const note = answer.headers.get("location") ?? title;
        assert.deepEqual([answer.status, note], answers[i], `${url} ${i}`);
      }
    }
  }));

Deno.test("Who may not see the users logs in as somebody who may, and comes back", () =>
  withLock(async ({ accounts, as }) => {
    await accounts.addUser({ ...plainUser("root"), isSuperuser: true });
    const bob = await as("bob");
    const page = "/admin/login/?next=/admin/auth/user/add/";
    assert.match(await (await bob.get(page)).text(), /logged in as bob, who may not see this page/);
    const refused = await bob.submit(page, { username: "root", password: "wrong" });
    assert.deepEqual([refused.status, /Invalid login/.test(await refused.text())], [403, true]);
    assert.equal(
      (await bob.post(page, { username: "root", password: PASSWORD })).status,
      403,
      "without a token",
    );
    const answer = await bob.submit(page, { username: "root", password: PASSWORD });
    assert.deepEqual([answer.status, answer.headers.get("location")], [302, "/admin/auth/user/add/"]);
    assert.match(await (await bob.get("/admin/auth/user/add/")).text(), /admin\.js/);
    assert.equal((await (await bob.get("/v1/account")).json()).name, "root");
  }));

Deno.test("A login leads nowhere else", () =>
  withLock(async ({ as }) => {
    const carl = await as("carl", { level: 2 });
    for (
      const next of ["https://evil.example.org", "//evil.example.org", "/admin/nothing/", "/engine/", ""]
    ) {
      const page = `/admin/login/?next=${encodeURIComponent(next)}`;
      const answer = await carl.submit(page, { username: "carl", password: PASSWORD });
      assert.deepEqual([answer.status, answer.headers.get("location")], [302, "/admin/"], next);
    }
  }));

Deno.test("The administration takes GET, its logout is the other one", () =>
  withLock(async ({ as }) => {
    const root = await as("root", { isSuperuser: true });
    for (const path of ["/admin/", "/tagadmin/"]) {
      const answer = await root.post(path);
      assert.deepEqual([answer.status, answer.headers.get("allow")], [405, "GET"]);
      const logout = await root.get(`${path}logout/`);
      assert.deepEqual([logout.status, logout.headers.get("location")], [302, "/accounts/logout/"]);
    }
    for (const path of ["/static/admin.js", "/static/tagadmin.js"]) {
      assert.match((await root.get(path)).headers.get("content-type")!, /javascript/);
    }
  }));

Deno.test("A server without a lock has no administration", () =>
  withClient(async ({ get }) => {
    for (const path of ["/admin", "/admin/", "/admin/login/", "/tagadmin/"]) {
      assert.equal((await get(path)).status, 404);
    }
  }));
