/** A client of a server that speaks the engine's API: Temblor or the reference, with or without a lock. */

/** Where the server is and who logs in there; nobody does without a username. */
export interface WebApiOptions {
  readonly server: string;
  readonly username: string;
  readonly password: string;
}

/** What the server said instead of an answer. */
export class WebApiError extends Error {
  override readonly name = "WebApiError";
}

/** An output as the server lists it. */
export interface RemoteOutput {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly outtypes: readonly string[];
}

const TIME_LIMIT_MS = 600_000;

export class WebApi {
  private constructor(private readonly server: string, private readonly cookie: string | null) {}

  /** Reaches a server, and logs in if there is a username. @throws WebApiError if it does not let us in */
  static async open({ server, username, password }: WebApiOptions): Promise<WebApi> {
    if (!username) return new WebApi(server, null);
    const answer = await ask(`${server}/accounts/ajax_login/`, {
      method: "POST",
      body: new URLSearchParams({ username, password }),
    });
    await answer.body?.cancel();
    const session = answer.headers.getSetCookie().find((cookie) => cookie.startsWith("sessionid="));
    return new WebApi(server, session?.split(";")[0] ?? null);
  }

  /** Answers to a GET. @throws WebApiError for any but 200 */
  get(path: string): Promise<Response> {
    return ask(`${this.server}${path}`, { headers: this.cookie === null ? {} : { cookie: this.cookie } });
  }

  /** The outputs of a calculation. @throws WebApiError */
  async outputs(calculation: number): Promise<RemoteOutput[]> {
    return await (await this.get(`/v1/calc/${calculation}/results`)).json();
  }

  /** Ends the session. @throws WebApiError */
  async close(): Promise<void> {
    if (this.cookie === null) return;
    const answer = await ask(`${this.server}/accounts/ajax_logout/`, {
      method: "POST",
      headers: { cookie: this.cookie },
    });
    await answer.body?.cancel();
  }
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  const signal = AbortSignal.timeout(TIME_LIMIT_MS);
  const answer = await fetch(url, { ...init, redirect: "manual", signal }).catch((error: Error) => {
    throw new WebApiError(`${new URL(url).origin} does not answer: ${error.message}`);
  });
  if (answer.status === 200) return answer;
  const text = (await answer.text()).split("\n")[0];
  throw new WebApiError(`${url} answered ${answer.status}${text && `: ${text}`}`);
}
