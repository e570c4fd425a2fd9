/** Counts and times of requests, and gauges, in Prometheus' text format (version 0.0.4). */

/** Upper ends of the classes of time, in seconds. */
const TIME_BOUNDS = [0.005, 0.02, 0.1, 0.5, 2, 10, 60];

/** A value that is read when it is asked for. */
export interface Gauge {
  readonly name: string;
  readonly help: string;
  /** whether it only ever grows (default false) */
  readonly isCounter?: boolean;
  /** values by their labels, `status="complete"`, or one without */
  readonly read: () => number | Readonly<Record<string, number>>;
}

/** Requests that met one route with one method. */
interface RouteTimes {
  /** by class of time, the last without upper end */
  readonly counts: number[];
  seconds: number;
}

export class RequestMetrics {
  readonly #answers = new Map<string, number>();
  readonly #times = new Map<string, RouteTimes>();
  #numOpen = 0;

  /** Notes that a request has come in. */
  begin(): void {
    this.#numOpen++;
  }

  /** Notes its answer; `route` is the pattern of its path, so that there are few. */
  end(method: string, route: string, status: number, seconds: number): void {
    this.#numOpen--;
    const labels = `method="${method}",route="${route}"`;
    const answer = `${labels},status="${status}"`;
    this.#answers.set(answer, (this.#answers.get(answer) ?? 0) + 1);
    const times = this.#times.get(labels) ?? { counts: [...TIME_BOUNDS, Infinity].map(() => 0), seconds: 0 };
    const at = TIME_BOUNDS.findIndex((bound) => seconds <= bound);
    times.counts[at < 0 ? TIME_BOUNDS.length : at]++;
    times.seconds += seconds;
    this.#times.set(labels, times);
  }

  /** All of it, with the gauges, as text. */
  text(gauges: readonly Gauge[]): string {
    const open: Gauge = {
      name: "temblor_http_requests_open",
      help: "Requests under way",
      read: () => this.#numOpen,
    };
    const answers: Gauge = {
      name: "temblor_http_requests_total",
      help: "Requests answered",
      isCounter: true,
      read: () => Object.fromEntries(this.#answers),
    };
    return [...[answers, open, ...gauges].flatMap(gaugeLines), ...this.#timeLines(), ""].join("\n");
  }

  #timeLines(): string[] {
    const name = "temblor_http_request_seconds";
    const lines = [`# HELP ${name} Time to the first byte of the answer`, `# TYPE ${name} histogram`];
    for (const [labels, { counts, seconds }] of this.#times) {
      let total = 0;
      for (const [at, bound] of [...TIME_BOUNDS, "+Inf"].entries()) {
        total += counts[at];
        lines.push(`${name}_bucket{${labels},le="${bound}"} ${total}`);
      }
      lines.push(`${name}_sum{${labels}} ${seconds}`, `${name}_count{${labels}} ${total}`);
    }
    return lines;
  }
}

function gaugeLines({ name, help, isCounter = false, read }: Gauge): string[] {
  const value = read();
  const values = typeof value === "number" ? [["", value] as const] : Object.entries(value);
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${isCounter ? "counter" : "gauge"}`,
    ...values.map(([labels, value]) => `${name}${labels && `{${labels}}`} ${value}`),
  ];
}
