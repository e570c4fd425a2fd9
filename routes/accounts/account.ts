/** Who one is for the server. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { callerOf } from "../auth/caller.ts";
import { serve } from "../endpoint.ts";
import { jsonAnswer } from "../json.ts";
import { ACCOUNT } from "../schemas.ts";
import type { Services } from "../services.ts";

export function addAccount(app: OpenAPIHono, { accounts }: Services): void {
  serve(app, {
    method: "get",
    path: "/v1/account",
    tag: "accounts",
    summary: "Who asks, and whether the server has a lock",
    answers: { 200: ["name, level, groups", "application/json", ACCOUNT] },
  }, (c) => {
    const { name, level, isSuperuser, groups } = callerOf(c);
    return jsonAnswer({ name, level, is_superuser: isSuperuser, groups, is_locked: accounts.isLocked });
  });
}
