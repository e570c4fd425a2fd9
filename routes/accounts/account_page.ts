/** Pages with forms: files of static/ in which `{{name}}` stands for a text, and their fields as they come back. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type Accounts } from "../auth/accounts.ts";
import { CSRF_FIELD, csrfToken, isOurForm } from "../auth/csrf.ts";
import { HTML, textAnswer } from "../endpoint.ts";
import { limitForm } from "../form.ts";

/** Nothing from elsewhere, in no frame, and the address of a page, which may be a secret, is told to nobody. */
const HEADERS = {
  "content-type": HTML,
  "content-security-policy":
    "default-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
};

export interface FormPage {
  readonly get: (c: Context) => Promise<Response>;
  /** gets the fields of a form that came from our own page */
  readonly post?: (c: Context, fields: FormFields) => Promise<Response>;
}

/** The text of a field, empty if it is missing or a file. */
export type FormFields = (name: string) => string;

/** Serves a page and takes the form on it; a form without the right token is refused. */
export function serveForm(app: OpenAPIHono, path: string, accounts: Accounts, { get, post }: FormPage): void {
  limitForm(app, path);
  app.all(path, async (c) => {
    const { method } = c.req;
    if (method === "GET") return await get(c);
    if (method !== "POST" || !post) {
      const answer = textAnswer(405);
      answer.headers.set("allow", post ? "GET, POST" : "GET");
      return answer;
    }
    const fields = await readFields(c);
    if (await isOurForm(c, fields(CSRF_FIELD), accounts)) return await post(c, fields);
    return await showPage(c, accounts, "account_message.html", {
      title: "The form was not accepted",
      message:
        "It did not come from a page of this server, or your browser refuses cookies. Please go back, reload the page and try again.",
    }, 403);
  });
}

/** A page with texts in it; all pages have a token for their forms. */
export async function showPage(
  c: Context,
  accounts: Accounts,
  file: string,
  texts: Readonly<Record<string, string>> = {},
  status: 200 | 400 | 403 | 429 = 200,
): Promise<Response> {
  const template = await Deno.readTextFile(new URL(`../../static/${file}`, import.meta.url));
  const all: Readonly<Record<string, string>> = { ...texts, csrf: await csrfToken(c, accounts) };
  const html = template.replaceAll(/\{\{ ?(\w+) ?\}\}/g, (_, name) => escaped(all[name] ?? ""));
  return c.body(html, status, HEADERS);
}

async function readFields(c: Context): Promise<FormFields> {
  const body = await c.req.parseBody().catch((): Record<string, string | File> => ({}));
  return (name) => {
    const value = Object.hasOwn(body, name) ? body[name] : "";
    return typeof value === "string" ? value : "";
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
