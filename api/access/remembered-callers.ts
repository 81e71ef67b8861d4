import type { Caller } from './caller.js';
import { memoryKeyOf } from './secrets.js';

/**
 * Callers by their credentials, as they were found last. What is remembered may be out of date: only routes use it whose
 * transaction checks the rights (`Route.engineChecksRights`).
 */
export interface RememberedCallers {
  find(credentials: string): Caller | undefined;
  /** `expiresAt`: when the credentials end; null: never. */
  keep(credentials: string, caller: Caller, expiresAt: Date | null): void;
  forget(credentials: string): void;
}

const AT_MOST = 2_000;
/** After so long credentials are looked up again even if nothing has changed, in ms. */
const MAX_AGE = 10 * 60_000;

/** `now`: the real time. Credentials themselves are not held. */
export function createRememberedCallers(now: () => Date): RememberedCallers {
  const callers = new Map<string, { readonly caller: Caller; readonly until: number }>();
  return {
    find(credentials) {
      const known = callers.get(memoryKeyOf(credentials));
      return known !== undefined && known.until > now().getTime() ? known.caller : undefined;
    },
    keep(credentials, caller, expiresAt) {
      callers.set(memoryKeyOf(credentials), {
        caller,
        until: Math.min(expiresAt?.getTime() ?? Infinity, now().getTime() + MAX_AGE),
      });
      if (callers.size > AT_MOST) callers.delete(callers.keys().next().value!);
    },
    forget: (credentials) => void callers.delete(memoryKeyOf(credentials)),
  };
}
