/**
 * Runs the conformance suite against a server of ours: real jobs, compared file by file with the reference's answers.
 * usage: deno task conformance [options of check.py]     (SUITE: its folder, default ../shared/conformance)
 * Without options: the jobs listed in tests/conformance_jobs.txt, all of which must pass.
 */
import { startServer } from "./local_server.ts";

const suite = Deno.env.get("SUITE") ?? new URL("../../shared/conformance", import.meta.url).pathname;
const jobs = new URL("./conformance_jobs.txt", import.meta.url).pathname;

await using server = await startServer();
const { code } = await new Deno.Command("python3", {
  args: [`${suite}/check.py`, "--base", server.base, ...(Deno.args.length ? Deno.args : ["--names", jobs])],
  stdout: "inherit",
  stderr: "inherit",
}).spawn().status;
Deno.exitCode = code;
