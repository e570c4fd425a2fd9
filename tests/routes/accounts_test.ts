import assert from "node:assert/strict";
import { PASSWORD, plainUser, withLock } from "./locked_client.ts";
import { withClient } from "./client.ts";

const LOGIN = "/accounts/ajax_login/", LOGOUT = "/accounts/ajax_logout/", PAGE = "/accounts/login/";
const credentials = (username: string, password = PASSWORD) => ({ username, password });

Deno.test("Without a lock nobody logs in, and the urls for it are unknown", () =>
  withClient(async ({ get, app }) => {
    assert.equal((await get("/v1/calc/list")).status, 200);
    for (
      const path of [PAGE, "/accounts/logout/", "/accounts/tokens/", "/reset_password/", "/v1/account/tokens"]
    ) {
      assert.equal((await get(path)).status, 404, path);
    }
    assert.equal((await (await get("/v1/account")).json()).is_locked, false);
    for (const path of [LOGIN, LOGOUT]) {
      assert.equal((await app.request(path, { method: "POST" })).status, 404, path);
    }
  }));

/** What is posted to ajax_login, and how it is answered. */
const LOGINS: [string, Record<string, string>, number, string][] = [
  ["a known user", credentials("alice"), 200, "Successful login"],
  ["a wrong password", credentials("alice", "wonder-land-42"), 403, "Invalid login"],
  ["an empty password", credentials("alice", ""), 403, "Invalid login"],
  ["a very long password", credentials("alice", "x".repeat(5000)), 403, "Invalid login"],
  ["an unknown user", credentials("nobody"), 403, "Invalid login"],
  ["a name of another case", credentials("Alice"), 403, "Invalid login"],
  ["a very long name", credentials("a".repeat(5000)), 403, "Invalid login"],
  ["a user who may not log in", credentials("gone"), 403, "Invalid login"],
  ["no password", { username: "alice" }, 400, "Please provide the parameters username and password"],
  ["no name", { password: PASSWORD }, 400, "Please provide the parameters username and password"],
  ["nothing", {}, 400, "Please provide the parameters username and password"],
];

for (const [name, fields, status, text] of LOGINS) {
  Deno.test(`POST ajax_login answers ${name} with ${status}`, () =>
    withLock(async ({ accounts, browser, database }) => {
      for (const user of ["alice", "gone"]) await accounts.addUser(plainUser(user));
      await database.users.change("gone", { isActive: false });
      const client = browser();
      const answer = await client.post(LOGIN, fields);
      assert.deepEqual([answer.status, await answer.text()], [status, text]);
      assert.equal((await client.get("/v1/calc/list")).status, status === 200 ? 200 : 403);
    }));
}

Deno.test("POST ajax_login refuses fields of other kinds", () =>
  withLock(async ({ app }) => {
    const file = new FormData();
    file.append("username", "alice");
    file.append("password", new Blob(["x"]), "password.txt");
    const bodies: [BodyInit, string?][] = [[file], [
      '{"username": "alice", "password": 1}',
      "application/json",
    ], ["%"]];
    for (const [body, type] of bodies) {
      const headers: HeadersInit = type ? { "content-type": type } : {};
      assert.equal((await app.request(LOGIN, { method: "POST", body, headers })).status, 400);
    }
    const large = await app.request(LOGIN, { method: "POST", body: "x".repeat(100_000) });
    assert.equal(large.status, 413);
  }));

Deno.test("The session cookie is out of reach of scripts and other sites, and behind TLS of others' ears", async () => {
  for (
    const [publicUrl, isSecure] of [["http://temblor.test", false], ["https://temblor.test", true]] as const
  ) {
    await withLock(async ({ accounts, browser }) => {
      await accounts.addUser(plainUser("alice"));
      const answer = await browser().post(LOGIN, credentials("alice"));
      assert.equal(answer.headers.get("content-type"), "text/plain");
      const cookies = answer.headers.getSetCookie();
      assert.deepEqual(cookies.map((cookie) => cookie.split("=")[0]), ["sessionid", "csrftoken"]);
      assert.match(cookies[0], /Max-Age=1209600; Path=\/; HttpOnly;( Secure;)? SameSite=Lax$/);
      for (const cookie of cookies) assert.equal(/Secure/.test(cookie), isSecure);
    }, { publicUrl });
  }
});

Deno.test("Forged, foreign and expired session cookies are nobody's", () =>
  withLock(async ({ as, accounts, browser, pass }) => {
    const alice = await as("alice");
    const token = alice.cookies.get("sessionid")!;
    const [header, payload, signature] = token.split(".");
    const id = JSON.parse(atob(payload)).jti;
    const unsigned = btoa('{"alg":"none"}').replaceAll("=", "");
    const forgeries: [string, string][] = [
      ["nonsense", "alice"],
      ["without signature", `${unsigned}.${payload}.`],
      [
        "changed",
        `${header}.${btoa(atob(payload).replace("alice", "admin")).replaceAll("=", "")}.${signature}`,
      ],
      ["of an unknown session", await accounts.tokens.sign("session", { user: "alice", id: "x" }, 1000)],
      ["of another user", await accounts.tokens.sign("session", { user: "bob", id }, 1000)],
      ["made for a form", await accounts.tokens.sign("csrf", { user: "alice", id }, 1000)],
    ];
    for (const [name, forged] of forgeries) {
      const other = browser();
      other.cookies.set("sessionid", forged);
      assert.equal((await other.get("/v1/calc/list")).status, 403, name);
    }
    assert.equal((await alice.get("/v1/calc/list")).status, 200);
    pass(14 * 24 * 3600 + 1);
    assert.equal((await alice.get("/v1/calc/list")).status, 403);
  }));

Deno.test("POST ajax_logout ends the session, also for who has copied the cookie", () =>
  withLock(async ({ as, browser }) => {
    const alice = await as("alice"), thief = browser();
    thief.cookies.set("sessionid", alice.cookies.get("sessionid")!);
    assert.equal((await thief.get("/v1/calc/list")).status, 200);
    assert.equal((await alice.get(LOGOUT)).status, 405);
    const answer = await alice.post(LOGOUT);
    assert.deepEqual([answer.status, await answer.text()], [200, "Successful logout"]);
    assert.equal((await thief.get("/v1/calc/list")).status, 403);
    const again = await alice.post(LOGOUT);
    assert.deepEqual([again.status, again.headers.get("location")], [302, PAGE]);
  }));

Deno.test("A login with a password that is changed at that moment has no session", () =>
  withLock(async ({ accounts, browser, database: { grants } }) => {
    await accounts.addUser(plainUser("alice"));
    const give = grants.give.bind(grants);
    grants.give = async (grant) => {
      await accounts.changePassword("alice", "looking-glass");
      return await give(grant);
    };
    assert.equal((await browser().post(LOGIN, credentials("alice"))).status, 403);
    assert.deepEqual(await grants.ofUser("alice", "session"), []);
  }));

Deno.test("Who fails too often waits, longer each time, from that address", () =>
  withLock(async ({ accounts, browser, pass }) => {
    await accounts.addUser(plainUser("alice"));
    const client = browser();
    const from = (address: string) => ({ "x-forwarded-for": `6.6.6.6, ${address}` });
    const login = (password: string, address = "10.0.0.1") =>
      client.post(LOGIN, credentials("alice", password), from(address));
    for (let i = 0; i < 5; i++) assert.equal((await login("wrong")).status, 403);
    const refused = await login(PASSWORD);
    assert.deepEqual([refused.status, refused.headers.get("retry-after")], [429, "1"]);
    assert.equal((await login(PASSWORD, "10.0.0.2")).status, 200);
    pass(1);
    assert.equal((await login("wrong")).status, 403);
    assert.equal((await login(PASSWORD)).headers.get("retry-after"), "2");
    assert.equal((await client.submit(PAGE, credentials("alice"))).status, 302, "from another address");
    pass(2);
    assert.equal((await login(PASSWORD)).status, 200);
    for (let i = 0; i < 5; i++) assert.equal((await login("wrong")).status, 403);
  }, { isBehindProxy: true }));

Deno.test("Many guesses at once are not more than one after the other", () =>
  withLock(async ({ accounts, browser }) => {
    await accounts.addUser(plainUser("alice"));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => browser().post(LOGIN, credentials("alice", `guess ${i}`))),
    );
    assert.equal(answers.filter(({ status }) => status === 403).length, 5);
  }));

Deno.test("X-Forwarded-For counts only behind a proxy", () =>
  withLock(async ({ accounts, browser }) => {
    await accounts.addUser(plainUser("alice"));
    for (let i = 0; i < 6; i++) {
      const answer = await browser().post(LOGIN, credentials("alice", "wrong"), {
        "x-forwarded-for": `10.0.0.${i}`,
      });
      assert.equal(answer.status, i < 5 ? 403 : 429);
    }
  }));

Deno.test("The login page logs in, the logout page out", () =>
  withLock(async ({ accounts, browser }) => {
    await accounts.addUser(plainUser("alice"));
    const client = browser();
    const wrong = await client.submit(PAGE, credentials("alice", "<wrong>"));
    assert.equal(wrong.status, 403);
    assert.match(await wrong.text(), /Invalid login/);
    const right = await client.submit(PAGE, credentials("alice"));
    assert.deepEqual([right.status, right.headers.get("location")], [302, "/engine/"]);
    assert.equal((await client.get("/engine/")).status, 200);
    assert.match(await (await client.get("/accounts/logout/")).text(), /logged in as alice/);
    assert.equal((await client.submit("/accounts/logout/", {})).headers.get("location"), PAGE);
    assert.equal((await client.get("/engine/")).headers.get("location"), PAGE);
  }));

Deno.test("Forms without the token of a page are refused", () =>
  withLock(async ({ as, accounts, browser, mails }) => {
    await as("alice", { email: "alice@example.org" });
    const other = browser();
    await other.get(PAGE);
    const foreign = other.cookies.get("csrftoken")!;
    for (const path of [PAGE, "/accounts/logout/", "/reset_password/", "/reset/YWxpY2U/x"]) {
      const alice = await as("alice");
      await alice.get(PAGE);
      const tokens: [string, Record<string, string>][] = [
        ["none", {}],
        ["empty", { csrfmiddlewaretoken: "" }],
        ["of another browser", { csrfmiddlewaretoken: foreign }],
        ["of another kind", { csrfmiddlewaretoken: alice.cookies.get("sessionid")! }],
      ];
      for (const [name, token] of tokens) {
        const answer = await alice.post(path, {
          ...credentials("alice"),
          email: "alice@example.org",
          ...token,
        });
        assert.equal(answer.status, 403, `${path} ${name}`);
      }
      const planted = await accounts.tokens.sign("session", { user: "", id: "" }, 1000);
      alice.cookies.set("csrftoken", planted);
      assert.equal((await alice.post(path, { csrfmiddlewaretoken: planted })).status, 403, `${path} planted`);
    }
    await accounts.mailed();
    assert.equal(mails.length, 0);
  }));

Deno.test("Pages with forms are in no frame, keep their address for themselves and escape what they show", () =>
  withLock(async ({ as }) => {
    const alice = await as("a<b>&c");
    const page = await alice.get("/accounts/logout/");
    assert.match(page.headers.get("content-security-policy")!, /frame-ancestors 'none'/);
    assert.equal(page.headers.get("referrer-policy"), "same-origin");
    assert.match(await page.text(), /a&#60;b&#62;&#38;c/);
    const put = await alice.get("/reset_password_sent/");
    assert.equal(put.status, 200);
    assert.equal((await alice.post("/reset_password_sent/")).status, 405);
  }));

/** The path of the link in a mail. */
function linkIn(text: string): string {
  return new URL(/https?:\S+/.exec(text)![0]).pathname;
}

Deno.test("A link for a new password works once, and ends what was granted with the old one", () =>
  withLock(async ({ as, accounts, browser, mails }) => {
    const alice = await as("alice", { email: "Alice@example.org" });
    const token = (await (await alice.post("/v1/account/tokens/create", { label: "a script" })).json()).token;
    const client = browser();
    const asked = await client.submit("/reset_password/", { email: "alice@Example.org" });
    assert.deepEqual([asked.status, asked.headers.get("location")], [302, "/reset_password_sent/"]);
    assert.equal((await client.get("/reset_password_sent/")).status, 200);
    await accounts.mailed();
    assert.equal(mails[0].to, "Alice@example.org");
    const link = linkIn(mails[0].text);
    assert.match(link, /^\/reset\/YWxpY2U\/[\w.-]+$/);

    const passwords = (one: string, two = one) => ({ new_password1: one, new_password2: two });
    const wrong: [string, Record<string, string>, RegExp][] = [
      ["missing", {}, /at least 8/],
      ["short", passwords("short"), /at least 8/],
      ["a number", passwords("1234567890"), /not only a number/],
      ["the name", passwords("alice-alice"), /hold the user/],
      ["different", passwords("looking-glass", "looking-Glass"), /not the same/],
      ["too long", passwords("x".repeat(2000)), /at most/],
    ];
    for (const [name, fields, message] of wrong) {
      const answer = await client.submit(link, fields);
      assert.equal(answer.status, 400, name);
      assert.match(await answer.text(), message);
    }
    const changed = await client.submit(link, passwords("looking-glass"));
    assert.deepEqual([changed.status, changed.headers.get("location")], [302, "/reset_password_complete/"]);
    assert.equal((await client.get("/reset_password_complete/")).status, 200);
    const reused = await client.submit(link, passwords("another-glass"));
    assert.equal(reused.status, 403, "the page of a used link has no form");
    assert.equal((await client.get(link)).status, 400);

    assert.equal((await alice.get("/v1/calc/list")).status, 403);
    assert.equal((await browser().get("/v1/calc/list", { authorization: `Bearer ${token}` })).status, 403);
    assert.equal((await client.post(LOGIN, credentials("alice"))).status, 403);
    assert.equal((await client.post(LOGIN, credentials("alice", "looking-glass"))).status, 200);
  }));

Deno.test("Links for a new password that are expired, used, forged or somebody else's are refused", () =>
  withLock(async ({ as, accounts, browser, database, mails, pass }) => {
    for (const name of ["alice", "bob"]) await as(name, { email: `${name}@example.org` });
    const client = browser();
    const ask = async (name: string) => {
      await client.submit("/reset_password/", { email: `${name}@example.org` });
      await accounts.mailed();
      return linkIn(mails.at(-1)!.text);
    };
    const csrf = client.cookies;
    const attempt = async (link: string) => {
      await client.get(PAGE);
      const answer = await client.post(link, {
        csrfmiddlewaretoken: csrf.get("csrftoken")!,
        new_password1: "looking-glass",
        new_password2: "looking-glass",
      });
      return answer.status;
    };
    const first = await ask("alice"), second = await ask("alice"), bobs = await ask("bob");
    const [, , , token] = second.split("/");
    const grant = (await database.grants.ofUser("alice", "reset"))[0];
    const refused: [string, string][] = [
      ["cut off", second.slice(0, -1)],
      ["for another name", `/reset/Ym9i/${token}`],
      [
        "signed for a session",
        `/reset/YWxpY2U/${await accounts.tokens.sign("session", { user: "alice", id: grant.id }, 1000)}`,
      ],
      [
        "never given",
        `/reset/YWxpY2U/${await accounts.tokens.sign("reset", { user: "alice", id: "x" }, 1000)}`,
      ],
    ];
    for (const [name, link] of refused) {
      assert.equal((await client.get(link)).status, 400, name);
      assert.equal(await attempt(link), 400, name);
    }
    const both = await Promise.all([attempt(first), attempt(first)]);
    assert.deepEqual(both.toSorted(), [302, 400], "one of two at the same time");
    assert.equal(await attempt(second), 400, "given before the password was changed");
    pass(3599);
    assert.equal((await client.get(bobs)).status, 200);
    pass(2);
    assert.equal(await attempt(bobs), 400, "older than an hour");
  }));

Deno.test("Whoever asks for a link learns nothing, and not more than a few mails are sent", () =>
  withLock(async ({ as, accounts, browser, mails, database, pass }) => {
    const numMails = async () => {
      await accounts.mailed();
      return mails.length;
    };
    await as("alice", { email: "alice@example.org" });
    await as("gone", { email: "gone@example.org" });
    await database.users.change("gone", { isActive: false });
    const client = browser();
    for (const email of ["nobody@example.org", "gone@example.org", "", "x".repeat(9999)]) {
      const answer = await client.submit("/reset_password/", { email });
      assert.deepEqual([answer.status, answer.headers.get("location")], [302, "/reset_password_sent/"]);
    }
    assert.equal(await numMails(), 0);
    for (let i = 0; i < 5; i++) await client.submit("/reset_password/", { email: "alice@example.org" });
    assert.equal(await numMails(), 3);
    pass(3600);
    await client.submit("/reset_password/", { email: "alice@example.org" });
    assert.equal(await numMails(), 4);
  }));

Deno.test("Links for a new password are not in the log", () =>
  withLock(async ({ browser, log }) => {
    await browser().get("/reset/YWxpY2U/secret");
    assert.equal(log.at(-1)!.path, "/reset/YWxpY2U/...");
  }));

Deno.test("GET reset_password without slash leads to the page", () =>
  withLock(async ({ browser }) => {
    const answer = await browser().get("/reset_password");
    assert.deepEqual([answer.status, answer.headers.get("location")], [301, "/reset_password/"]);
  }));

Deno.test("A program's token acts for its user until it is taken back, expires, or the user may not log in", () =>
  withLock(async ({ as, browser, database, pass }) => {
    const alice = await as("alice"), bob = await as("bob");
    const program = browser();
    const make = async (days = "1") =>
      (await (await alice.post("/v1/account/tokens/create", { label: "a script", days })).json())
        .token as string;
    const status = async (token: string, path = "/v1/calc/list") =>
      (await program.get(path, { authorization: `Bearer ${token}` })).status;
    const [first, second, third] = [await make(), await make(), await make("30")];
    assert.equal(await status(first), 200);
    assert.equal(await status(`${first}x`), 403);
    assert.equal(await status(alice.cookies.get("sessionid")!), 403, "a session is no token");
    assert.equal((await program.get("/v1/calc/list", { authorization: `Basic ${first}` })).status, 403);

    const listed = await (await alice.get("/v1/account/tokens")).json();
    assert.deepEqual(listed.map(({ label }: { label: string }) => label), Array(3).fill("a script"));
    assert.ok(!JSON.stringify(listed).includes(first));
    const id = JSON.parse(atob(first.split(".")[1])).jti;
    assert.equal((await bob.post(`/v1/account/tokens/${id}/remove`)).status, 404, "somebody else's");
    assert.equal((await alice.post(`/v1/account/tokens/${id}/remove`)).status, 200);
    assert.equal((await alice.post(`/v1/account/tokens/${id}/remove`)).status, 404);
    assert.equal(await status(first), 403);

    const prolonged = await program.post("/v1/account/tokens/create", { label: "more" }, {
      authorization: `Bearer ${second}`,
    });
    assert.equal(prolonged.status, 403);
    const wrong: Record<string, string>[] = [{}, { label: "" }, { label: "x", days: "0" }, {
      label: "x",
      days: "many",
    }];
    for (const fields of wrong) {
      assert.equal((await alice.post("/v1/account/tokens/create", fields)).status, 400);
    }
    pass(24 * 3600 + 1);
    assert.equal(await status(second), 403);
    assert.equal(await status(third), 200);
    await database.users.change("alice", { isActive: false });
    assert.equal(await status(third), 403);
    assert.equal((await alice.get("/v1/calc/list")).status, 403);
  }));

Deno.test("GET account tells who asks", () =>
  withLock(async ({ as }) => {
    const alice = await as("alice", { groups: ["g"] });
    const account = await (await alice.get("/v1/account")).json();
    assert.deepEqual(account, {
      name: "alice",
      level: 1,
      is_superuser: false,
      groups: ["g"],
      is_locked: true,
    });
    assert.match(await (await alice.get("/accounts/tokens/")).text(), /tokens\.js/);
    assert.equal((await alice.get("/static/tokens.js")).status, 200);
  }));

/** What is posted about users, and how it is answered. */
const USER_REQUESTS: [string, string, unknown, number, RegExp][] = [
  [
    "a user",
    "add",
    { name: "carol", password: PASSWORD, level: 0, groups: ["g"], email: "c@example.org" },
    200,
    /carol/,
  ],
  ["a name that is taken", "add", { name: "alice", password: PASSWORD }, 400, /is a user alice already/],
  ["no name", "add", { password: PASSWORD }, 400, /name/],
  ["no password", "add", { name: "carol" }, 400, /password/],
  ["a weak password", "add", { name: "carol", password: "carol123" }, 400, /hold the user's name/],
  [
    "an impossible name",
    "add",
    { name: "c d", password: PASSWORD },
    400,
    /name: expected at most 150 letters/,
  ],
  [
    "an impossible level",
    "add",
    { name: "carol", password: PASSWORD, level: 3 },
    400,
    /level: expected 0, 1 or 2/,
  ],
  ["a level of another type", "add", { name: "carol", password: PASSWORD, level: "1" }, 400, /level/],
  [
    "an impossible address",
    "add",
    { name: "carol", password: PASSWORD, email: "c" },
    400,
    /email: expected a mail/,
  ],
  ["an unknown member", "add", { name: "carol", password: PASSWORD, admin: true }, 400, /admin/],
  ["no JSON", "add", undefined, 400, /expected object/],
  [
    "a change",
    "alice/change",
    { level: 2, is_superuser: true, groups: [] },
    200,
    /"level": 2, "is_superuser": true/,
  ],
  ["a change of nobody", "nobody/change", { level: 2 }, 404, /^$/],
  ["a weak new password", "alice/change", { password: "short" }, 400, /at least 8/],
  ["a new name", "alice/change", { name: "bob" }, 400, /name/],
  ["a token", "alice/token", { label: "x", days: 3 }, 200, /"token": "ey/],
  ["a token for nobody", "nobody/token", { label: "x" }, 404, /^$/],
  ["a token without label", "alice/token", {}, 400, /label/],
];

for (const [name, path, body, status, text] of USER_REQUESTS) {
  Deno.test(`POST users/${path.split("/").at(-1)} answers ${name} with ${status}`, () =>
    withLock(async ({ app, accounts, as }) => {
      const headers = {
        authorization: `Bearer ${await accounts.tokens.sign("administration", { user: "", id: "" }, 1000)}`,
      };
      const alice = await as("alice");
      const init = { method: "POST", body: JSON.stringify(body) };
      const answer = await app.request(`/v1/users/${path}`, { ...init, headers });
      assert.equal(answer.status, status);
      assert.match(await answer.text(), text);
      if (status === 200 && "level" in (body as object)) return;
      const refused = await alice.post(`/v1/users/${path}`, {});
      assert.deepEqual(
        [refused.status, await refused.json()],
        [403, { error: "Only superusers may see and change the users" }],
      );
    }));
}

Deno.test("Users are seen by superusers and the administrator, on a server without lock by the latter alone", async () => {
  const users = "/v1/users/list";
  await withLock(async ({ as }) => {
    assert.equal((await (await as("alice")).get(users)).status, 403);
    const listed = await (await as("root", { isSuperuser: true })).get(users);
    const text = await listed.text();
    assert.deepEqual(JSON.parse(text).map(({ name }: { name: string }) => name), ["alice", "root"]);
    assert.doesNotMatch(text, /hash|plain/);
  });
  await withClient(async ({ get, accounts }) => {
    assert.equal((await get(users)).status, 403);
    const token = await accounts.tokens.sign("administration", { user: "", id: "" }, 1000);
    assert.equal((await get(users, { authorization: `Bearer ${token}` })).status, 200);
  });
});

Deno.test("A password that an administrator changes ends the user's sessions", () =>
  withLock(async ({ as, app, accounts }) => {
    const alice = await as("alice");
    const authorization = `Bearer ${await accounts.tokens.sign(
      "administration",
      { user: "", id: "" },
      1000,
    )}`;
    const body = JSON.stringify({ password: "looking-glass" });
    const answer = await app.request("/v1/users/alice/change", {
      method: "POST",
      body,
      headers: { authorization },
    });
    assert.equal(answer.status, 200);
    assert.equal((await alice.get("/v1/calc/list")).status, 403);
    assert.equal((await alice.post(LOGIN, credentials("alice", "looking-glass"))).status, 200);
  }));
