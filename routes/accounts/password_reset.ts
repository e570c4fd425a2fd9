/** A new password for who has forgotten the old one, by a link in a mail. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { passwordProblem } from "../auth/accounts.ts";
import { redirect } from "../auth/gate.ts";
import type { Services } from "../services.ts";
import { serveForm, showPage } from "./account_page.ts";

const ASK_PATH = "/reset_password/",
  SENT_PATH = "/reset_password_sent/",
  DONE_PATH = "/reset_password_complete/";

export function addPasswordReset(app: OpenAPIHono, { accounts, log }: Services): void {
  app.get(ASK_PATH.slice(0, -1), () => redirect(ASK_PATH, 301));

  serveForm(app, ASK_PATH, accounts, {
    get: (c) => showPage(c, accounts, "reset_password.html"),
    post(c, fields) {
      accounts.mailResetLinks(fields("email"), accounts.addressOf(c))
        .catch((error) => log("error", "mail not sent", { reason: error.message }));
      return Promise.resolve(c.redirect(SENT_PATH));
    },
  });

  serveForm(app, SENT_PATH, accounts, {
    get: (c) =>
      showPage(c, accounts, "account_message.html", {
        title: "Mail sent",
        message:
          "If a user has this address, a link to choose a new password is on its way. It is good for an hour.",
      }),
  });

  serveForm(app, "/reset/:user/:token", accounts, {
    async get(c) {
      const { user, token } = link(c);
      const name = await accounts.userOfReset(user, token);
      return name === null
        ? await invalidLink(c)
        : await showPage(c, accounts, "new_password.html", { name });
    },
    async post(c, fields) {
      const { user, token } = link(c);
      const name = await accounts.userOfReset(user, token);
      if (name === null) return await invalidLink(c);
      const password = fields("new_password1");
      const problem = password === fields("new_password2")
        ? passwordProblem(password, name)
        : "The two passwords are not the same";
      if (problem) return await showPage(c, accounts, "new_password.html", { name, message: problem }, 400);
      return await accounts.resetPassword(user, token, password)
        ? c.redirect(DONE_PATH)
        : await invalidLink(c);
    },
  });

  serveForm(app, DONE_PATH, accounts, {
    get: (c) =>
      showPage(c, accounts, "account_message.html", {
        title: "Password changed",
        message: "You can log in with the new password now.",
      }),
  });

  function invalidLink(c: Context): Promise<Response> {
    return showPage(c, accounts, "account_message.html", {
      title: "The link is not good any more",
      message:
        "It was used already, or is older than an hour, or is not complete. Please ask for another one.",
    }, 400);
  }
}

function link(c: Context): { user: string; token: string } {
  return { user: c.req.param("user")!, token: c.req.param("token")! };
}
