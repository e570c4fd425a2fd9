import assert from "node:assert/strict";
import { z } from "@hono/zod-openapi";
import * as schemas from "../../routes/schemas.ts";
import { type Client, QUICK, withClient } from "./client.ts";

async function submitted({ run, until }: Client) {
  const { json } = await run([["archive", "job.ini", QUICK]]);
  await until(json.job_id, ({ status }) => status === "complete");
  return json;
}

Deno.test("Answers have exactly the shapes that the description tells", () =>
  withClient(async (client) => {
    const json = await submitted(client), id = json.job_id;
    const { json: refused } = await client.run([["archive", "job.ini", "wrong"]]);
    const read = async (path: string) => await (await client.get(`/v1/calc/${path}`)).json();
    const answers: [schema: z.ZodType, answer: unknown][] = [
      [schemas.SUBMITTED_JOB.strict(), json],
      [schemas.REFUSED_JOB.strict(), refused],
      [schemas.JOB_SUMMARY.strict(), await read(`${id}/status`)],
      [z.array(schemas.JOB_SUMMARY.strict()), await read("list")],
      [schemas.JOB_RECORD.strict(), await read(`${id}`)],
      [schemas.JOB_RECORD.strict(), await read(`${refused.job_id}`)],
      [z.array(schemas.OUTPUT.strict()).min(1), await read(`${id}/results`)],
      [z.array(schemas.LOG_ROW).min(1), await read(`${id}/log/:`)],
    ];
    for (const [schema, answer] of answers) {
      assert.deepEqual(schema.safeParse(answer).error?.issues, undefined);
    }
  }));

Deno.test("GET openapi.json tells the shapes of JSON answers and what other answers are", () =>
  withClient(async ({ get }) => {
    const { paths, components } = await (await get("/openapi.json")).json();
    const content = (path: string, method: string, status: number) =>
      paths[path][method].responses[status].content;
    assert.deepEqual(content("/v1/calc/{id}/status", "get", 200), {
      "application/json": { schema: { $ref: "#/components/schemas/JobSummary" } },
    });
    assert.deepEqual(content("/v1/calc/list", "get", 200), {
      "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/JobSummary" } } },
    });
    assert.deepEqual(content("/v1/calc/{id}/datastore", "get", 200), {
      "application/x-hdf": { schema: { type: "string", format: "binary" } },
    });
    assert.deepEqual(content("/metrics", "get", 200), {
      "text/plain; version=0.0.4; charset=utf-8": { schema: { type: "string" } },
    });
    assert.deepEqual(
      Object.keys(components.schemas).toSorted().filter((name) => !/^(User|Token)/.test(name)),
      [
        "Account",
        "JobRecord",
        "JobSummary",
        "Output",
        "RefusedJob",
        "SubmittedJob",
        "Verdict",
      ],
    );
    assert.equal(components.schemas.JobSummary.properties.size_mb.type.includes("null"), true);
  }));
