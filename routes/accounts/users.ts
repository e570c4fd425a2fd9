/** The users, for superusers and for the command `user` on the machine of the server. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { User } from "../../kv/users.ts";
import { passwordProblem } from "../auth/accounts.ts";
import { callerOf } from "../auth/caller.ts";
import { type AnswerNote, type Endpoint, serve, unknownId } from "../endpoint.ts";
import { limitForm } from "../form.ts";
import { jsonAnswer } from "../json.ts";
import { REFUSAL, TOKEN, USER } from "../schemas.ts";
import type { Services } from "../services.ts";

export const USERS_PATH = "/v1/users";

/** What the routes of the users need. */
export type UserServices = Pick<Services, "accounts"> & {
  readonly database: Pick<Services["database"], "users">;
};

const DAY_MS = 24 * 3600_000;

const level = z.union([z.literal(0), z.literal(1), z.literal(2)], "expected 0, 1 or 2");
const CHANGES = z.strictObject({
  password: z.string().optional(),
  level: level.optional(),
  is_superuser: z.boolean().optional(),
  is_active: z.boolean().optional(),
  email: z.email("expected a mail address").nullable().optional(),
  groups: z.array(z.string().regex(/^[\w.@+-]{1,100}$/, "expected letters, digits and .@+-_")).max(50)
    .optional(),
});
const NEW_USER = CHANGES.omit({ is_active: true }).required({ password: true }).extend({
  name: z.string().regex(/^[\w.@+-]{1,150}$/, "expected at most 150 letters, digits and .@+-_"),
});
const NEW_TOKEN = z.strictObject({
  label: z.string().min(1).max(100),
  days: z.number().int().min(1).max(3650).default(365),
});

export function addUsers(app: OpenAPIHono, { accounts, database: { users } }: UserServices): void {
  const refused = {
    400: ["`error`: what is wrong", "application/json", REFUSAL],
    403: ["not a superuser", "application/json", REFUSAL],
    404: ["no such user", ""],
  } as const;

  /** Serves an endpoint for those who may see and change the users. */
  function serveSuperuser(
    { answer, ...endpoint }: Pick<Endpoint, "method" | "path" | "summary" | "json"> & { answer: AnswerNote },
    handler: (c: Context) => Promise<Response>,
  ): void {
    serve(app, { tag: "accounts", answers: { 200: answer, ...refused }, ...endpoint }, async (c) => {
      const { isAdministrator, isSuperuser } = callerOf(c);
      // on a server without lock everybody is a superuser, and nobody has logged in
      return isAdministrator || accounts.isLocked && isSuperuser
        ? await handler(c)
        : jsonAnswer({ error: "Only superusers may see and change the users" }, 403);
    });
  }

  limitForm(app, `${USERS_PATH}/*`);
  serveSuperuser(
    {
      method: "get",
      path: `${USERS_PATH}/list`,
      summary: "All users",
      answer: ["by name", "application/json", z.array(USER)],
    },
    async () => jsonAnswer((await users.list()).map(userView)),
  );

  serveSuperuser(
    {
      method: "post",
      path: `${USERS_PATH}/add`,
      summary: "Add a user",
      json: NEW_USER,
      answer: ["the user", "application/json", USER],
    },
    async (c) => {
      const form = await readJson(c, NEW_USER);
      if ("error" in form) return jsonAnswer(form, 400);
      const { name, password, level = 1, is_superuser: isSuperuser = false, email = null, groups = [] } =
        form.value;
      const problem = passwordProblem(password, name);
      if (problem) return jsonAnswer({ error: problem }, 400);
      return await accounts.addUser({ name, password, level, isSuperuser, email, groups })
        ? jsonAnswer(userView((await users.get(name))!))
        : jsonAnswer({ error: `There is a user ${name} already` }, 400);
    },
  );

  serveSuperuser(
    {
      method: "post",
      path: `${USERS_PATH}/{user}/change`,
      summary: "Change a user",
      json: CHANGES,
      answer: ["the user after the change", "application/json", USER],
    },
    async (c) => {
      const name = c.req.param("user")!;
      const form = await readJson(c, CHANGES);
      if ("error" in form) return jsonAnswer(form, 400);
      const { password, is_superuser: isSuperuser, is_active: isActive, ...others } = form.value;
      const problem = password === undefined ? null : passwordProblem(password, name);
      if (problem) return jsonAnswer({ error: problem }, 400);
      const changes = { isSuperuser, isActive, ...others };
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const user = await users.change(name, given);
      if (!user) return unknownId();
      if (password !== undefined) await accounts.changePassword(name, password);
      return jsonAnswer(userView(user));
    },
  );

  serveSuperuser(
    {
      method: "post",
      path: `${USERS_PATH}/{user}/token`,
      summary: "Make a token for a user's program",
      json: NEW_TOKEN,
      answer: ["`token`", "application/json", TOKEN],
    },
    async (c) => {
      const name = c.req.param("user")!;
      const form = await readJson(c, NEW_TOKEN);
      if ("error" in form) return jsonAnswer(form, 400);
      if (!await users.get(name)) return unknownId();
      const { label, days } = form.value;
      return jsonAnswer({ token: await accounts.giveProgramToken(name, label, days * DAY_MS) });
    },
  );
}

function userView({ name, level, isSuperuser, isActive, email, groups, created }: User) {
  return { name, level, is_superuser: isSuperuser, is_active: isActive, email, groups, created };
}

/** The body of a request as JSON that fits, or what is wrong with it. */
async function readJson<Fields extends z.ZodObject>(
  c: Context,
  fields: Fields,
): Promise<{ value: z.infer<Fields> } | { error: string }> {
  const body = await c.req.json().catch(() => null);
  const { data, error } = fields.safeParse(body);
  if (data) return { value: data };
  return { error: error!.issues.map(({ path, message }) => [...path, message].join(": ")).join("; ") };
}
