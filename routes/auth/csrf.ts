/**
 * Protection of forms against other sites: a signed token in a cookie and in a hidden field, which only our own pages
 * can make equal.
 */
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { Accounts } from "./accounts.ts";

export const CSRF_FIELD = "csrfmiddlewaretoken";
const COOKIE = "csrftoken";
const LIFETIME_MS = 364 * 24 * 3600_000;

/** The token for a form: that of the cookie, which is prolonged, or a new one. */
export async function csrfToken(c: Context, accounts: Accounts): Promise<string> {
  const cookie = getCookie(c, COOKIE);
  if (!cookie || !await accounts.tokens.verify("csrf", cookie)) return await renewCsrfToken(c, accounts);
  keep(c, cookie, accounts);
  return cookie;
}

/** A new token with its cookie, as after a login. */
export async function renewCsrfToken(c: Context, accounts: Accounts): Promise<string> {
  const token = await accounts.tokens.sign("csrf", { user: "", id: crypto.randomUUID() }, LIFETIME_MS);
  keep(c, token, accounts);
  return token;
}

function keep(c: Context, token: string, { isSecure }: Accounts): void {
  setCookie(c, COOKIE, token, {
    path: "/",
    maxAge: LIFETIME_MS / 1000,
    sameSite: "Lax",
    httpOnly: true,
    secure: isSecure,
  });
}

/** Whether a form with this field came from one of our pages. */
export async function isOurForm(c: Context, field: string, accounts: Accounts): Promise<boolean> {
  return field !== "" && field === getCookie(c, COOKIE) &&
    await accounts.tokens.verify("csrf", field) !== null;
}
