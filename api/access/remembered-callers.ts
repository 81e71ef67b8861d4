import { createHash } from 'node:crypto';
import type { Caller } from './caller.js';

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

/** `now`: the real time. Credentials are held as hashes. */
export function createRememberedCallers(now: () => Date): RememberedCallers {
  const callers = new Map<string, { readonly caller: Caller; readonly expiresAt: number }>();
  const keyOf = (credentials: string): string => createHash('sha256').update(credentials).digest('base64');
  return {
    find(credentials) {
      const known = callers.get(keyOf(credentials));
      return known !== undefined && known.expiresAt > now().getTime() ? known.caller : undefined;
    },
    keep(credentials, caller, expiresAt) {
      callers.set(keyOf(credentials), { caller, expiresAt: expiresAt?.getTime() ?? Infinity });
      if (callers.size > AT_MOST) callers.delete(callers.keys().next().value!);
    },
    forget: (credentials) => void callers.delete(keyOf(credentials)),
  };
}
