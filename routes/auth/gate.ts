/** Stands before all routes: finds out who asks and, on a locked server, turns away whoever may not. */
import type { MiddlewareHandler } from "hono";
import { HTML, textAnswer } from "../endpoint.ts";
import type { Services } from "../services.ts";
import { everyone, setCaller } from "./caller.ts";
import { isChange, refusal } from "./permissions.ts";

export const LOGIN_PATH = "/accounts/login/";

/** All that the command `user` on the machine of the server asks for. */
const ADMINISTRATION = "/v1/users/";

/** What needs no login: logging in, a new password, what the pages for it are made of, and signs of life. */
const OPEN = /^\/(accounts\/(ajax_)?login\/|reset_password|reset\/|static\/|(v1\/)?health$)/;

export function gate(services: Services): MiddlewareHandler {
  const { accounts, userName } = services;
  const anybody = everyone(userName);
  return async function admit(c, next) {
    const { method, path } = c.req;
    const known = await accounts.identify(c);
    const caller = known?.isAdministrator && !path.startsWith(ADMINISTRATION) ? null : known;
    if (!accounts.isLocked) {
      setCaller(c, caller?.isAdministrator ? caller : anybody);
      return await next();
    }
    if (caller) {
      setCaller(c, caller);
      // a browser sends its cookie along with what other sites make it ask for
      const isForeign = caller.sessionId !== undefined && c.req.header("sec-fetch-site") === "cross-site";
      const refused = isForeign && isChange(method, path)
        ? textAnswer(403)
        : await refusal(caller, path, services);
      if (refused) c.res = refused;
      else await next();
    } else if (OPEN.test(path)) await next();
    else c.res = path.startsWith("/v1/") ? textAnswer(403) : redirect(LOGIN_PATH);
    c.res.headers.append("vary", "Cookie");
  };
}

/** An answer that sends the browser elsewhere. */
export function redirect(location: string, status = 302): Response {
  return new Response(null, { status, headers: { location, "content-type": HTML } });
}
