/**
 * Stands in for Temblor in tests of the queue and the service pool: `calculate` does what the lines of the ini in
 * its order say, `service` answers requests. As the real one it ends when its standard input closes.
 */
import type { CalculationOrder } from "../../workers/calculation_order.ts";

function print(event: unknown): void {
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(event) + "\n"));
}

/** Each line of the standard input, as JSON. */
async function* received() {
  let rest = "";
  for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    for (const line of lines) yield JSON.parse(line);
  }
}

async function calculate(): Promise<void> {
  for await (const order of received()) compute(order);
  Deno.exit(9);
}

async function compute(order: CalculationOrder): Promise<void> {
  const lines = (await Deno.readTextFile(order.ini)).trim().split("\n");
  for (const line of lines) await follow(line, order);
  const takesAnother = lines.includes("stay");
  print({ event: "end", status: "complete", takesAnother });
  if (!takesAnother) Deno.exit(0);
}

function log(message: string): void {
  print({ event: "log", time: new Date().toISOString(), level: "INFO", process: "fake/1", message });
}

/** One instruction a line: `log text`, `output type`, `wait ms`, `fail text`, `die code`, `ignore-sigterm`, ... */
async function follow(line: string, order: CalculationOrder): Promise<void> {
  const [verb, ...words] = line.split(" ");
  const text = words.join(" ");
  switch (verb) {
    case "log":
      return log(text);
    case "output":
      return print({ event: "output", type: text, title: `Title of ${text}`, sizeMb: null });
    case "progress":
      return print({ event: "progress", fraction: Number(text), stage: "computing" });
    case "print":
      return console.log(text);
    case "order":
      return log(JSON.stringify(order));
    case "temporary-files":
      await Deno.writeTextFile(order.datastore.replace(".hdf5", "_tmp.hdf5"), "x");
      return await Deno.writeTextFile(`${order.temporaryFolder}/scratch`, "x");
    case "datastore":
      return await Deno.writeTextFile(order.datastore, text);
    case "wait":
      return await new Promise((resolve) => setTimeout(resolve, Number(text)));
    case "ignore-sigterm":
      return Deno.addSignalListener("SIGTERM", () => {});
    case "abort":
      print({ event: "end", status: "aborted", error: text, takesAnother: false });
      return Deno.exit(1);
    case "fail":
      print({ event: "end", status: "failed", error: text, takesAnother: false });
      return Deno.exit(1);
    case "die":
      console.error("Traceback of the fake program");
      return Deno.exit(Number(text));
  }
}

async function serve(): Promise<void> {
  for await (const { task, args: [what] } of received()) {
    if (what === "die") Deno.exit(3);
    if (what === "hang") await new Promise(() => setInterval(() => {}, 1000));
    if (what === "slow") await new Promise((resolve) => setTimeout(resolve, 200));
    if (what === "wrong") {
      const problems = [{ file: "job.ini", line: 3, parameter: "poes", message: "expected numbers" }];
      print({ error: { kind: "InputError", message: "", detail: "", problems } });
    } else if (what === "missing") {
      print({ error: { kind: "ExtractError", message: "KeyError: 'x'", detail: "" } });
    } else {
      console.log("noise of a library");
      print({ value: { task, pid: Deno.pid } });
    }
  }
}

await (Deno.args[0] === "service" ? serve() : calculate());
