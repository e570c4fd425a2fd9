/** Tells a url given by the user that a job has ended. */

/** Time a receiver has to answer. */
const TIME_LIMIT_MS = 5_000;

/** Whether a job may notify this url: only http and https. */
export function isNotificationUrl(text: string): boolean {
  return URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol);
}

/**
 * POSTs `body`, a JSON text, to `url`.
 * @returns null when it was received, else why it was not
 */
export async function notify(url: string, body: string): Promise<string | null> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    });
    await response.body?.cancel();
    return response.ok ? null : `${url} answered ${response.status}`;
  } catch (error) {
    return `${url}: ${(error as Error).message}`;
  }
}
