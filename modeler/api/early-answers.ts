/** An answer of the API, and this browser's time of it in ms. */
export interface Received {
  readonly response: Response;
  readonly receivedAt: number;
}

/** Undefined: there is none, or a refusal; the application asks by itself then. */
type Early = Promise<Received | undefined>;

interface Asked {
  readonly answer: Early;
  /** When it was asked, in ms of this browser's clock. */
  readonly askedAt: number;
}

/** An answer that was asked for longer ago (ms) is not used: the line was lost, or the page never wanted it. */
const USABLE_FOR = 30_000;

const asked = new Map<string, Asked>();
let taken = false;

/** What all requests accept. */
export const ACCEPT = 'application/json, application/problem+json, text/*';

const ask = async (url: string): Early => {
  try {
    const response = await fetch(url, { credentials: 'same-origin', headers: { accept: ACCEPT } });
    return response.ok ? { response, receivedAt: Date.now() } : undefined;
  } catch {
    return undefined;
  }
};

/** Asks for what the application will want, while it is still loading. @returns the body of a success */
export const askEarly = async <Body>(url: string): Promise<Body | undefined> => {
  const answer = ask(url);
  asked.set(url, { answer, askedAt: Date.now() });
  return (await answer)?.response.clone().json() as Promise<Body | undefined>;
};

/** The answer to a GET that was sent early; it is handed out once. */
export const takeEarly = (url: string): Early | undefined => {
  const early = asked.get(url);
  asked.delete(url);
  if (early === undefined || Date.now() - early.askedAt > USABLE_FOR) return undefined;
  taken = true;
  return early.answer;
};

/** Somebody else may sign in: what was asked for is not theirs. */
export const forgetEarly = (): void => asked.clear();

/** Does this page show answers from before it listened to changes? */
export const showsEarlyAnswers = (): boolean => taken;
