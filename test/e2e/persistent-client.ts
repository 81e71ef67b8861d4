/** Result of a command that was repeated until it had an answer. */
export interface Told {
  readonly status: number;
  readonly body: unknown;
}

/** Commands that a caller repeats until they are answered, as one does whose server is killed now and then. */
export interface PersistentClient {
  /** Repeats a call until it is answered by anything but 429 or 5xx. @throws when that takes longer than a minute */
  call(path: string, body: unknown, method?: string): Promise<Told>;
  /** One try; undefined when it failed or was put off. */
  attempt(path: string, body: unknown, method?: string): Promise<Told | undefined>;
}

const PATIENCE_MS = 60_000;
const PAUSE_MS = 100;

/** `urls`: of several processes, tried by turns. */
export function createPersistentClient(urls: readonly string[], password: string): PersistentClient {
  let turn = 0;
  const headers = {
    authorization: `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`,
    'content-type': 'application/json',
  };

  const attempt = async (path: string, body: unknown, method = 'POST'): Promise<Told | undefined> => {
    try {
      const response = await fetch(`${urls[turn++ % urls.length]!}${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(15_000),
      });
      const text = await response.text();
      if (response.status === 429 || response.status >= 500) return undefined;
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    } catch {
      return undefined;
    }
  };

  return {
    attempt,
    async call(path, body, method) {
      const giveUp = Date.now() + PATIENCE_MS;
      for (;;) {
        const told = await attempt(path, body, method);
        if (told) return told;
        if (Date.now() > giveUp) throw new Error(`${path} was not answered within a minute`);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    },
  };
}
