/** Tags of calculations. As in the reference also what changes them is a GET. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { pathId, serve } from "./endpoint.ts";
import { jsonAnswer } from "./json.ts";
import { REFUSAL, SUCCESS } from "./schemas.ts";
import type { Services } from "./services.ts";

/** KV keys are limited to 2 KiB. */
const NAME_LENGTH = 200;

export function addTags(app: OpenAPIHono, { database: { jobs, tags } }: Services): void {
  const ok = (success: string) => jsonAnswer({ success });
  const refuse = (error: string) => jsonAnswer({ error }, 403);

  /** Serves a path with a tag, and perhaps a job, in it. */
  function serveTag(
    path: string,
    summary: string,
    act: (tag: string, id: number) => Response | Promise<Response>,
    answer: z.ZodType = SUCCESS,
  ): void {
    serve(app, {
      method: "get",
      path,
      tag: "tags",
      summary,
      answers: {
        200: ["`success`", "application/json", answer],
        403: ["`error`", "application/json", REFUSAL],
      },
    }, async (c: Context) => {
      const tag = c.req.param("tag") ?? "";
      if (tag.length > NAME_LENGTH) return refuse(`A tag has at most ${NAME_LENGTH} characters`);
      const id = pathId(c);
      if (path.includes("{id}") && !jobs.get(id)) return refuse(`Unknown job ${id}`);
      return await act(tag, id);
    });
  }

  serveTag(
    "/v1/calc/list_tags",
    "All tags",
    async () => jsonAnswer({ success: "ok", tags: await tags.list() }),
    SUCCESS.extend({ tags: z.array(z.string()) }),
  );

  serveTag(
    "/v1/calc/create_tag/{tag}",
    "Make a tag",
    async (tag) => ok(await tags.create(tag) ? `Tag ${tag} was created` : `Tag ${tag} already exists`),
  );

  serveTag(
    "/v1/calc/delete_tag/{tag}",
    "Delete a tag",
    async (tag) => ok(await tags.delete(tag) ? `Tag ${tag} was deleted` : `Tag ${tag} does not exist`),
  );

  serveTag(
    "/v1/calc/{id}/add_tag/{tag}",
    "Give a tag to a calculation",
    async (tag, id) =>
      await tags.add(id, tag)
        ? ok(`The tag ${tag} was added to job ${id}`)
        : refuse(`UNIQUE constraint failed: job ${id} has the tag ${tag} already`),
  );

  serveTag("/v1/calc/{id}/remove_tag/{tag}", "Take a tag from a calculation", async (tag, id) => {
    if (!await tags.has(tag)) return ok(`Tag ${tag} was not associated with job ${id}`);
    await tags.remove(id, tag);
    return ok(`Tag ${tag} was removed from job ${id}`);
  });

  serveTag("/v1/calc/{id}/set_preferred_job_for_tag/{tag}", "Prefer a calculation", async (tag, id) => {
    await tags.prefer(id, tag);
    return ok(`Job ${id} was set as preferred for tag ${tag}`);
  });

  serveTag("/v1/calc/unset_preferred_job_for_tag/{tag}", "Prefer no calculation", async (tag) => {
    await tags.unprefer(tag);
    return ok(`Tag ${tag} has no preferred job now`);
  });

  serveTag(
    "/v1/calc/get_preferred_job_for_tag/{tag}",
    "The preferred calculation of a tag",
    (tag) => jsonAnswer({ success: "ok", job_id: tags.preferred(tag) }),
    SUCCESS.extend({ job_id: z.number().int().nullable() }),
  );
}
