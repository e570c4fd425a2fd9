/**
 * How a url is served: who may call it with which method, what the OpenAPI document says of it, how its query is
 * checked. The answers to wrong methods and the CORS headers follow the reference server.
 */
import type { OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";

/** What a path parameter may look like; anything else is another, unknown url. */
const PARAMETERS: Readonly<Record<string, string>> = {
  id: "[0-9]+",
  range: "[0-9]*:[0-9]*",
  spec: "[-/_.\\w]+",
  picture: "[-/_.()\\w]+",
  tag: "[^/]+",
  user: "[^/]+",
  token: "[-\\w]+",
  anything: ".+",
};

const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
  "Access-Control-Max-Age": "1000",
  "Access-Control-Allow-Headers": "*",
};

export const HTML = "text/html; charset=utf-8";

/** What an answer holds, its content type, and the shape of its JSON. */
export type AnswerNote = readonly [description: string, contentType: string, schema?: z.ZodType];

export interface Endpoint<Query extends z.ZodObject = z.ZodObject> {
  readonly method: "get" | "post";
  /** in the manner of OpenAPI, "/v1/calc/{id}" */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly answers: Readonly<Record<number, AnswerNote>>;
  readonly query?: Query;
  /** whether any query is taken, as it is asked of what the path names (default false) */
  readonly takesAnyQuery?: boolean;
  /** content of the request, as a form */
  readonly form?: z.ZodObject;
  /** content of the request, as JSON */
  readonly json?: z.ZodObject;
  /** whether OPTIONS is answered, and a wrong method with CORS headers (default true) */
  readonly hasPreflight?: boolean;
  /** whether HEAD is answered as GET without body (default false) */
  readonly hasHead?: boolean;
}

/** Serves an endpoint; a query that does not fit is answered 400 with what would be right. */
export function serve<Query extends z.ZodObject>(
  app: OpenAPIHono,
  endpoint: Endpoint<Query>,
  handler: (c: Context, query: z.infer<Query>) => Response | Promise<Response>,
): void {
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name) => `:${name}{${PARAMETERS[name]}}`);
  describe(app, endpoint);
  app.use(path, methodGuard(endpoint));
  app.on(endpoint.method.toUpperCase(), path, (c) => {
    const query = endpoint.query?.safeParse(c.req.query());
    if (query && !query.success) return textAnswer(400, problems(query.error));
    return handler(c, (query?.data ?? {}) as z.infer<Query>);
  });
}

/** The number in the path. */
export function pathId(c: Context): number {
  return Number(c.req.param("id"));
}

/** A short plain answer; as in the reference its type is html. */
export function textAnswer(status: number, text = ""): Response {
  return new Response(text, {
    status,
    headers: { "content-type": HTML, "content-length": String(byteLength(text)) },
  });
}

/** Unknown ids: 404 without a body. */
export function unknownId(): Response {
  return textAnswer(404);
}

function methodGuard({ method, hasPreflight = true, hasHead = false }: Endpoint): MiddlewareHandler {
  const allow = method.toUpperCase();
  return async function guardMethod(c, next) {
    const called = c.req.method;
    if (called === "OPTIONS" && hasPreflight) return withCors(textAnswer(200));
    if (called !== allow && !(called === "HEAD" && hasHead)) {
      const answer = textAnswer(405);
      answer.headers.set("Allow", allow);
      return hasPreflight ? withCors(answer) : answer;
    }
    await next();
    withCors(c.res);
  };
}

/** The answer with the headers that let the scripts of other sites read it. */
export function withCors(answer: Response): Response {
  for (const [name, value] of Object.entries(CORS)) answer.headers.set(name, value);
  return answer;
}

function describe(app: OpenAPIHono, endpoint: Endpoint): void {
  const { method, path, tag, summary, answers, query, form, json } = endpoint;
  const content = form
    ? { "multipart/form-data": { schema: form } }
    : { "application/json": { schema: json! } };
  app.openAPIRegistry.registerPath({
    method,
    path,
    summary,
    tags: [tag],
    request: {
      query,
      body: form || json ? { content } : undefined,
    },
    parameters: [
      ...Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => ({
        name,
        in: "path" as const,
        required: true,
        schema: { type: name === "id" ? "integer" as const : "string" as const },
      })),
      ...endpoint.takesAnyQuery ? [ANY_QUERY] : [],
    ],
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, [description, type, schema = contentSchema(type)]]) => [
        status,
        { description, ...(type && { content: { [type]: { schema } } }) },
      ]),
    ),
  });
}

/** Parameters that the server does not name. */
const ANY_QUERY = {
  name: "query",
  in: "query" as const,
  style: "form" as const,
  explode: true,
  schema: { type: "object" as const, additionalProperties: true },
};

/** The shape of an answer that is not described further. */
function contentSchema(type: string) {
  if (type === "application/json") return {};
  return { type: "string" as const, ...(type.startsWith("text/") ? {} : { format: "binary" }) };
}

function problems({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n");
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
