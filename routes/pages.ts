/** The web pages: all they need comes from this server, so that they work offline. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { HTML, pathId, serve, unknownId } from "./endpoint.ts";
import { ENGINE_VERSION } from "./info.ts";
import { jsonAnswer } from "./json.ts";
import type { Services } from "./services.ts";

/** The files under /static/ and their types. */
const STATIC_FILES: Readonly<Record<string, string>> = {
  "style.css": "text/css; charset=utf-8",
  "admin.js": "text/javascript; charset=utf-8",
  "tagadmin.js": "text/javascript; charset=utf-8",
  "aelo.js": "text/javascript; charset=utf-8",
  "engine.js": "text/javascript; charset=utf-8",
  "outputs.js": "text/javascript; charset=utf-8",
  "docs.js": "text/javascript; charset=utf-8",
  "tokens.js": "text/javascript; charset=utf-8",
};

export function addPages(app: OpenAPIHono, { database, aelo }: Services): void {
  app.get(
    "/",
    () => new Response(null, { status: 301, headers: { location: "/engine/", "content-type": HTML } }),
  );
  for (const path of ["/engine", "/engine/"]) app.get(path, () => page(aelo ? "aelo.html" : "engine.html"));
  app.get("/engine/license", () => page("license.html"));
  app.get("/docs", () => page("docs.html"));
  serve(app, {
    method: "get",
    path: "/engine/{id}/outputs",
    tag: "pages",
    summary: "Page of the outputs of a calculation",
    answers: { 200: ["page", HTML], 404: ["no such calculation", ""] },
  }, (c) => database.jobs.get(pathId(c)) ? page("outputs.html") : unknownId());
  app.get("/static/:file", (c) => {
    const file = c.req.param("file");
    return Object.hasOwn(STATIC_FILES, file) ? staticFile(file, STATIC_FILES[file]) : c.notFound();
  });

  serve(app, {
    method: "get",
    path: "/openapi.json",
    tag: "server",
    summary: "This description of the API",
    answers: { 200: ["OpenAPI 3.1 document", "application/json"] },
  }, () =>
    jsonAnswer(app.getOpenAPI31Document({
      openapi: "3.1.0",
      info: {
        title: "Temblor",
        version: ENGINE_VERSION,
        description: "Seismic hazard calculations over the API of the OpenQuake engine server",
      },
    })));
}

/** The answer to an unknown url. */
export function notFoundPage(path: string): Response {
  const name = path.replaceAll(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
  const html = `<!doctype html><html lang="en"><title>Page not found at ${name}</title>` +
    `<h1>Page not found</h1><p>There is nothing at <code>${name}</code>. See <a href="/docs">the API</a>.</p></html>\n`;
  return new Response(html, { status: 404, headers: { "content-type": HTML } });
}

async function page(file: string): Promise<Response> {
  return await staticFile(file, HTML);
}

async function staticFile(file: string, contentType: string): Promise<Response> {
  const bytes = await Deno.readFile(new URL(`../static/${file}`, import.meta.url));
  return new Response(bytes, {
    headers: { "content-type": contentType, "content-security-policy": "default-src 'self'" },
  });
}
