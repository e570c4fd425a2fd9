/**
 * Stands in for Temblor in tests of the queue and the service pool: `calculate` does what the lines of its ini say,
 * `service` answers requests. As the real one it ends when its standard input closes.
 */
const [command, ...args] = Deno.args;
const option = (name: string) => args[args.indexOf(name) + 1];

function print(event: unknown): void {
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(event) + "\n"));
}

async function endWithServer(): Promise<void> {
  for await (const _ of Deno.stdin.readable);
  Deno.exit(9);
}

function log(message: string): void {
  print({ event: "log", time: new Date().toISOString(), level: "INFO", process: "fake/1", message });
}

/** One instruction a line: `log text`, `output type`, `wait ms`, `fail text`, `die code`, `ignore-sigterm`, ... */
async function follow(line: string): Promise<void> {
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
    case "arguments":
      return log(args.join(" "));
    case "temporary-files":
      await Deno.writeTextFile(option("--datastore").replace(".hdf5", "_tmp.hdf5"), "x");
      return await Deno.writeTextFile(`${Deno.env.get("TMPDIR")}/scratch`, "x");
    case "datastore":
      return await Deno.writeTextFile(option("--datastore"), text);
    case "wait":
      return await new Promise((resolve) => setTimeout(resolve, Number(text)));
    case "ignore-sigterm":
      return Deno.addSignalListener("SIGTERM", () => {});
    case "fail":
      print({ event: "end", status: "failed", error: text });
      return Deno.exit(1);
    case "die":
      console.error("Traceback of the fake program");
      return Deno.exit(Number(text));
  }
}

async function serve(): Promise<void> {
  let rest = "";
  for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    for (const line of lines) {
      const { task, args: [what] } = JSON.parse(line);
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
}

if (command === "service") {
  await serve();
} else {
  endWithServer();
  for (const line of (await Deno.readTextFile(option("--ini"))).trim().split("\n")) await follow(line);
  print({ event: "end", status: "complete" });
  Deno.exit(0);
}
