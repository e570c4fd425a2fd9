/** The HTTP face of the server: all resources in one application. */
import { OpenAPIHono } from "@hono/zod-openapi";
import { ServiceBusyError } from "../workers/service.ts";
import { addAccount } from "./accounts/account.ts";
import { addAdministration } from "./accounts/administration.ts";
import { addLogin } from "./accounts/login.ts";
import { addPasswordReset } from "./accounts/password_reset.ts";
import { addProgramTokens } from "./accounts/program_tokens.ts";
import { addUsers } from "./accounts/users.ts";
import { gate } from "./auth/gate.ts";
import { addCalculations } from "./calculations.ts";
import { addDatastore } from "./datastore.ts";
import { addExtract } from "./extract.ts";
import { addFileSystem } from "./file_system.ts";
import { addHealth } from "./health.ts";
import { addInfo } from "./info.ts";
import { jsonAnswer } from "./json.ts";
import { addLogs } from "./logs.ts";
import { addLocalJobs } from "./local_jobs.ts";
import { observeRequests, requestId } from "./observe.ts";
import { addPages, notFoundPage } from "./pages.ts";
import { limitRate } from "./rate_limit.ts";
import { addResults } from "./results.ts";
import type { Services } from "./services.ts";
import { addSubmission } from "./submission.ts";
import { addTags } from "./tags.ts";
import { addValidation } from "./validation.ts";

/** The application over `services`; a test calls it with `app.request(path)`. */
export function createApp(services: Services): OpenAPIHono {
  const app = new OpenAPIHono();
  app.use("*", observeRequests(services));
  const { accounts, requestsPerMinute } = services;
  if (requestsPerMinute > 0) app.use("*", limitRate(requestsPerMinute, (c) => accounts.addressOf(c)));
  app.use("*", gate(services));
  for (
    const add of [
      addInfo,
      addHealth,
      addCalculations,
      ...services.aelo ? [services.aelo.addRoutes] : [addSubmission],
      addLocalJobs,
      addValidation,
      addLogs,
      addResults,
      addExtract,
      addDatastore,
      addTags,
      addFileSystem,
      addPages,
      addAccount,
      addUsers,
      ...accounts.isLocked ? [addLogin, addPasswordReset, addProgramTokens, addAdministration] : [],
    ]
  ) add(app, services);
  app.notFound((c) => notFoundPage(c.req.path));
  app.onError((error, c) => {
    if (error instanceof ServiceBusyError) {
      const answer = jsonAnswer({ error: error.message, traceback: [error.message] }, 503);
      answer.headers.set("retry-after", "5");
      return answer;
    }
    const id = requestId(c);
    services.log("error", "fault", { request_id: id, stack: error.stack });
    const message = `Internal server error, request ${id}`;
    return jsonAnswer({ error: message, request_id: id, traceback: [message] }, 500);
  });
  return app;
}
