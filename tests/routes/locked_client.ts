/** A locked server with users, and browsers that keep cookies, for tests. */
import type { Client } from "./client.ts";
import { withClient } from "./client.ts";
import type { NewUser } from "../../routes/auth/accounts.ts";

export const PASSWORD = "wonder-Land-42";

/** A client that keeps its cookies. */
export interface Browser {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** posts an url-encoded form */
  post(path: string, fields?: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
  /** posts the form of a page with its token */
  submit(page: string, fields: Record<string, string>): Promise<Response>;
}

export interface LockedClient extends Client {
  browser(): Browser;
  /** a browser in which a user, added if needed, has logged in */
  as(name: string, user?: Partial<NewUser>): Promise<Browser>;
  /** lets time pass on the server's clock */
  pass(seconds: number): void;
}

/** Runs `test` with a locked server in which nobody is known. */
export function withLock(
  test: (client: LockedClient) => Promise<void>,
  access: { publicUrl?: string; isBehindProxy?: boolean; mosaic?: string } = {},
): Promise<void> {
  let now = Date.parse("2026-01-31T10:00:00Z");
  return withClient(async (client) => {
    const browser = () => makeBrowser(client);
    await test({
      ...client,
      browser,
      async as(name, user = {}) {
        await client.accounts.addUser({ ...plainUser(name), ...user });
        const one = browser();
        const answer = await one.post("/accounts/ajax_login/", { username: name, password: PASSWORD });
        if (answer.status !== 200) throw new Error(await answer.text());
        return one;
      },
      pass: (seconds) => void (now += seconds * 1000),
    });
  }, { isLocked: true, now: () => new Date(now), ...access });
}

export function plainUser(name: string): NewUser {
  return { name, password: PASSWORD, level: 1, isSuperuser: false, email: null, groups: [] };
}

function makeBrowser({ app }: Client): Browser {
  const cookies = new Map<string, string>();
  async function send(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("cookie", Array.from(cookies, ([name, value]) => `${name}=${value}`).join("; "));
    const answer = await app.request(path, { ...init, headers });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      if (/Max-Age=0/i.test(cookie)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  }
  const post = (path: string, fields = {}, headers = {}) =>
    send(path, { method: "POST", body: new URLSearchParams(fields), headers });
  return {
    cookies,
    get: (path, headers = {}) => send(path, { headers }),
    post,
    async submit(page, fields) {
      const html = await (await send(page, {})).text();
      const [, csrfmiddlewaretoken = ""] = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(html) ?? [];
      return await post(page, { csrfmiddlewaretoken, ...fields });
    },
  };
}
