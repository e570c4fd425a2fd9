/**
 * The pages for those who look after a locked server, under the urls of the reference: users for superusers, tags for
 * users of level 2. Who may not see them is sent to log in as somebody else.
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type Caller, callerOf } from "../auth/caller.ts";
import { redirect } from "../auth/gate.ts";
import { textAnswer } from "../endpoint.ts";
import { notFoundPage } from "../pages.ts";
import type { Services } from "../services.ts";
import { serveForm, showPage } from "./account_page.ts";
import { logIn } from "./login.ts";

/** Pages under one url. */
interface Site {
  /** with a slash at its end */
  readonly root: string;
  readonly isFor: (caller: Caller) => boolean;
  /** files of static/ by the path below the root */
  readonly pages: Readonly<Record<string, string>>;
}

const SITES: readonly Site[] = [
  {
    root: "/admin/",
    isFor: ({ isSuperuser }) => isSuperuser,
    pages: { "": "admin.html", "auth/user/": "admin.html", "auth/user/add/": "admin.html" },
  },
  {
    root: "/tagadmin/",
    isFor: ({ isSuperuser, level }) => isSuperuser || level === 2,
    pages: { "": "tagadmin.html" },
  },
];

export function addAdministration(app: OpenAPIHono, { accounts }: Services): void {
  for (const { root, isFor, pages } of SITES) {
    const loginPath = `${root}login/`;
    const notForCaller = (c: Context) =>
      `You are logged in as ${callerOf(c).name}, who may not see this page. Log in as somebody who may:`;

    app.get(root.slice(0, -1), () => redirect(root, 301));
    app.all(`${root}logout/`, () => redirect("/accounts/logout/"));

    serveForm(app, loginPath, accounts, {
      async get(c) {
        if (isFor(callerOf(c))) return redirect(root);
        return await showPage(c, accounts, "login.html", { message: notForCaller(c) });
      },
      async post(c, fields) {
        const { status, text } = await logIn(c, accounts, fields("username"), fields("password"));
        if (status !== 200) return await showPage(c, accounts, "login.html", { message: text }, status);
        const next = c.req.query("next") ?? root;
        return c.redirect(
          Object.hasOwn(pages, next.slice(root.length)) && next.startsWith(root) ? next : root,
        );
      },
    });

    app.all(`${root}*`, async (c) => {
      const { path, method } = c.req;
      if (!isFor(callerOf(c))) return redirect(`${loginPath}?next=${path}`);
      const page = path.slice(root.length);
      if (!Object.hasOwn(pages, page)) return notFoundPage(path);
      if (method === "GET") return await showPage(c, accounts, pages[page]);
      const answer = textAnswer(405);
      answer.headers.set("allow", "GET");
      return answer;
    });
  }
}
