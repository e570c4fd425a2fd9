/** Logging in and out, by clients (`ajax_login`) and on a page. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { deleteCookie, setCookie } from "hono/cookie";
import { type Accounts, SESSION_COOKIE, SESSION_MS } from "../auth/accounts.ts";
import { callerOf } from "../auth/caller.ts";
import { renewCsrfToken } from "../auth/csrf.ts";
import { LOGIN_PATH } from "../auth/gate.ts";
import { serve, textAnswer } from "../endpoint.ts";
import { limitForm, readForm } from "../form.ts";
import type { Services } from "../services.ts";
import { serveForm, showPage } from "./account_page.ts";

const AJAX_LOGIN = "/accounts/ajax_login/";
const CREDENTIALS = z.object({ username: z.string(), password: z.string() });

export function addLogin(app: OpenAPIHono, { accounts }: Services): void {
  const post = { method: "post", tag: "accounts" } as const;

  limitForm(app, AJAX_LOGIN);
  serve(app, {
    ...post,
    path: AJAX_LOGIN,
    summary: "Log in; the answer sets the cookie `sessionid`",
    form: CREDENTIALS,
    answers: {
      200: ["logged in", "text/plain"],
      400: ["a field is missing", "text/html"],
      403: ["wrong name or password", "text/plain"],
      429: ["too many failed, Retry-After tells when to try again", "text/plain"],
    },
  }, async (c) => {
    const form = await readForm(c, CREDENTIALS);
    if (!form) return textAnswer(400, "Please provide the parameters username and password");
    const { status, text } = await logIn(c, accounts, form.username, form.password);
    return c.body(status === 200 ? "Successful login" : text, status, { "content-type": "text/plain" });
  });

  serve(app, {
    ...post,
    path: "/accounts/ajax_logout/",
    summary: "Log out",
    answers: { 200: ["logged out", "text/plain"] },
  }, async (c) => {
    await logOut(c, accounts);
    return c.body("Successful logout", 200, { "content-type": "text/plain" });
  });

  serveForm(app, LOGIN_PATH, accounts, {
    get: (c) => showPage(c, accounts, "login.html"),
    async post(c, fields) {
      const { status, text } = await logIn(c, accounts, fields("username"), fields("password"));
      return status === 200
        ? c.redirect("/engine/")
        : await showPage(c, accounts, "login.html", { message: text }, status);
    },
  });

  serveForm(app, "/accounts/logout/", accounts, {
    get: (c) => showPage(c, accounts, "logout.html", { name: callerOf(c).name }),
    async post(c) {
      await logOut(c, accounts);
      return c.redirect(LOGIN_PATH);
    },
  });
}

/** Starts a session of a browser: its cookie, and a new token for forms; else what to say and with which status. */
export async function logIn(
  c: Context,
  accounts: Accounts,
  name: string,
  password: string,
): Promise<{ status: 200 | 403 | 429; text: string }> {
  const login = await accounts.login(name, password, accounts.addressOf(c));
  switch (login.kind) {
    case "welcome":
      setCookie(c, SESSION_COOKIE, login.token, {
        path: "/",
        maxAge: SESSION_MS / 1000,
        httpOnly: true,
        sameSite: "Lax",
        secure: accounts.isSecure,
      });
      await renewCsrfToken(c, accounts);
      return { status: 200, text: "" };
    case "refused":
      return { status: 403, text: "Invalid login" };
    case "wait":
      c.header("retry-after", String(login.seconds));
      return { status: 429, text: `Too many failed logins, try again in ${login.seconds} s` };
  }
}

async function logOut(c: Context, accounts: Accounts): Promise<void> {
  await accounts.logout(callerOf(c));
  deleteCookie(c, SESSION_COOKIE, { path: "/", secure: accounts.isSecure });
}
