/** The tokens with which a user's programs log in: `Authorization: Bearer TOKEN`. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { callerOf } from "../auth/caller.ts";
import { serve, textAnswer, unknownId } from "../endpoint.ts";
import { limitForm, readForm } from "../form.ts";
import { jsonAnswer } from "../json.ts";
import { REFUSAL, SUCCESS, TOKEN, TOKEN_NOTE } from "../schemas.ts";
import type { Services } from "../services.ts";
import { serveForm, showPage } from "./account_page.ts";

const TOKENS_PATH = "/v1/account/tokens";
const DAY_MS = 24 * 3600_000;

const FORM = z.object({
  label: z.string().trim().min(1).max(100).openapi({ description: "what the program is called" }),
  days: z.coerce.number().int().min(1).max(3650).default(365).openapi({ description: "how long it is good" }),
});

export function addProgramTokens(app: OpenAPIHono, { accounts, database: { grants } }: Services): void {
  const post = { method: "post", tag: "accounts" } as const;

  serve(app, {
    method: "get",
    tag: "accounts",
    path: TOKENS_PATH,
    summary: "The tokens of the user's programs",
    answers: { 200: ["the tokens, the oldest first", "application/json", z.array(TOKEN_NOTE)] },
  }, async (c) => {
    const tokens = await grants.ofUser(callerOf(c).name, "program");
    return jsonAnswer(tokens.map(({ id, label, created, expires }) => ({ id, label, created, expires })));
  });

  limitForm(app, `${TOKENS_PATH}/*`);
  serve(app, {
    ...post,
    path: `${TOKENS_PATH}/create`,
    summary: "Make a token; it is shown this once",
    form: FORM,
    answers: {
      200: ["`token`", "application/json", TOKEN],
      400: ["label or days are wrong", "text/html"],
      403: ["not logged in with a password", "application/json", REFUSAL],
    },
  }, async (c) => {
    const { name, sessionId } = callerOf(c);
    // whoever gets hold of a token must not be able to prolong it
    if (!sessionId) {
      return jsonAnswer({ error: "Only who has logged in with a password may make tokens" }, 403);
    }
    const form = await readForm(c, FORM);
    if (!form) return textAnswer(400, "Please provide the parameters label and days, from 1 to 3650");
    return jsonAnswer({ token: await accounts.giveProgramToken(name, form.label, form.days * DAY_MS) });
  });

  serve(app, {
    ...post,
    path: `${TOKENS_PATH}/{token}/remove`,
    summary: "Take a token back",
    answers: { 200: ["`success`", "application/json", SUCCESS], 404: ["no such token", ""] },
  }, async (c) => {
    const id = c.req.param("token")!;
    const isTaken = await grants.take({ user: callerOf(c).name, kind: "program", id });
    return isTaken ? jsonAnswer({ success: id }) : unknownId();
  });

  serveForm(app, "/accounts/tokens/", accounts, { get: (c) => showPage(c, accounts, "tokens.html") });
}
