/**
 * A client of a server that speaks the engine's API, Temblor or the reference, with or without a lock. Its endpoints
 * have the types that the server tells of them.
 */
import type { Api } from "./api.ts";

/** Where the server is and who logs in there; nobody does without a username. */
export interface WebApiOptions {
  readonly server: string;
  readonly username?: string;
  readonly password?: string;
  /** how requests are sent, for tests without a socket; default fetch() */
  readonly send?: (request: Request) => Promise<Response>;
}

/** What the server said instead of an answer. */
export class WebApiError extends Error {
  override readonly name = "WebApiError";

  /**
   * @param status of the answer, 0 if there was none
   * @param body the JSON of the answer, or its text
   */
  constructor(message: string, readonly status = 0, readonly body: unknown = "") {
    super(message);
  }
}

/** "GET /v1/calc/{id}/status" */
export type EndpointName = keyof Api;

/** What an endpoint takes. */
export type Call<Name extends EndpointName> = Omit<Api[Name], "answer">;

/** What an endpoint answers: the value of its JSON, the whole answer where it has none. */
export type Answer<Name extends EndpointName> = Api[Name]["answer"];

/** Arguments of an endpoint; none where it needs none. */
type Arguments<Name extends EndpointName> = Record<never, never> extends Call<Name> ? [call?: Call<Name>]
  : [call: Call<Name>];

/** The parts of all calls. */
interface AnyCall {
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly form?: Readonly<Record<string, unknown>>;
  readonly json?: unknown;
}

const TIME_LIMIT_MS = 600_000;
/** Answers that were hoped for; 303 comes with the JSON of the job that was sent the older way. */
const SUCCESSES = [200, 303];

export class WebApi {
  #cookie: string | null = null;

  private constructor(private readonly options: WebApiOptions) {}

  /** Reaches a server, and logs in if there is a username. @throws WebApiError if it does not let us in */
  static async open(options: WebApiOptions): Promise<WebApi> {
    const api = new WebApi(options);
    const { username, password = "" } = options;
    if (!username) return api;
    const answer = await api.call("POST /accounts/ajax_login/", { form: { username, password } });
    await answer.body?.cancel();
    const session = answer.headers.getSetCookie().find((cookie) => cookie.startsWith("sessionid="));
    api.#cookie = session?.split(";")[0] ?? null;
    return api;
  }

  /** Asks an endpoint. @throws WebApiError for any answer but a success */
  async call<Name extends EndpointName>(name: Name, ...[call]: Arguments<Name>): Promise<Answer<Name>> {
    const [method, pattern] = name.split(" ");
    const { path = {}, query = {}, form, json }: AnyCall = call ?? {};
    const filled = pattern.replaceAll(/\{(\w+)\}/g, (_, key) => encodedPath(String(path[key])));
    const search = new URLSearchParams(pairs(query)).toString();
    const answer = await this.#ask(method, `${filled}${search && `?${search}`}`, form, json);
    const isJson = answer.headers.get("content-type")?.startsWith("application/json");
    return (isJson ? await answer.json() : answer) as Answer<Name>;
  }

  /** The npz of an extraction; `search` is what follows the question mark. @throws WebApiError */
  extract(id: number, spec: string, search: string): Promise<Response> {
    const parameters = new URLSearchParams(search);
    const query = Object.fromEntries([...parameters.keys()].map((key) => [key, parameters.getAll(key)]));
    return this.call("GET /v1/calc/{id}/extract/{spec}", { path: { id, spec }, query });
  }

  /** Ends the session. @throws WebApiError */
  async close(): Promise<void> {
    if (this.#cookie === null) return;
    const answer = await this.call("POST /accounts/ajax_logout/");
    await answer.body?.cancel();
    this.#cookie = null;
  }

  async #ask(method: string, path: string, form: AnyCall["form"], json: unknown): Promise<Response> {
    const { server, send = fetch } = this.options;
    const url = `${server}${path}`;
    const request = new Request(url, {
      method,
      redirect: "manual",
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
      headers: {
        ...this.#cookie !== null && { cookie: this.#cookie },
        ...json !== undefined && { "content-type": "application/json" },
      },
      body: form ? formBody(form) : json === undefined ? null : JSON.stringify(json),
    });
    const answer = await send(request).catch((error: Error) => {
      throw new WebApiError(`${new URL(url).origin} does not answer: ${error.message}`);
    });
    if (SUCCESSES.includes(answer.status)) return answer;
    const text = await answer.text(), line = text.split("\n")[0];
    const message = `${url} answered ${answer.status}${line && `: ${line}`}`;
    throw new WebApiError(message, answer.status, parsed(text));
  }
}

/** A part of a path; names of arrays have slashes that stay. */
function encodedPath(text: string): string {
  return encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%3A", ":");
}

/** Values of a query or form by name, lists as repeated names; yes is 1, as the reference reads it everywhere. */
function pairs(values: Readonly<Record<string, unknown>>): string[][] {
  return Object.entries(values).flatMap(([name, value]) =>
    [value].flat().filter((each) => each !== undefined).map((each) => [
      name,
      typeof each === "boolean" ? String(Number(each)) : String(each),
    ])
  );
}

/** A form with files in it as multipart, any other url-encoded. */
function formBody(form: Readonly<Record<string, unknown>>): BodyInit {
  const values = Object.entries(form).flatMap(([name, value]) =>
    [value].flat().map((each) => [name, each] as const)
  );
  if (!values.some(([, value]) => value instanceof Blob)) return new URLSearchParams(pairs(form));
  const body = new FormData();
  for (const [name, value] of values) {
    if (value instanceof Blob) body.append(name, value, value instanceof File ? value.name : name);
    else for (const [, text] of pairs({ [name]: value })) body.append(name, text);
  }
  return body;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
