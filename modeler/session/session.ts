import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Permission } from '../../api/access/permissions.js';
import type { currentCaller } from '../../api/contract/access/session.js';
import type { Reply } from '../api/contract.js';
import { forgetEarly } from '../api/early-answers.js';
import { isProblem } from '../api/problem-error.js';
import { onSessionRefused } from '../api/recover-session.js';
import { request, showCsrfToken } from '../api/request.js';
import { keyOf } from '../query/keys.js';
import { queryClient } from '../query/query-client.js';

/** Who is signed in. */
export type Session = Reply<typeof currentCaller>;

const PATH = '/api/session';

const known = (session: Session | null): Session | null => {
  showCsrfToken(session?.csrfToken);
  return session;
};

interface Gate {
  readonly opened: Promise<boolean>;
  open(): void;
}

/** There while the session has ended under a page and the person has not signed in again. */
let gate: Gate | undefined;
const gateListeners = new Set<() => void>();

const setGate = (next: Gate | undefined): void => {
  gate = next;
  for (const listener of gateListeners) listener();
};

/** The session that this page was opened with; undefined for visitors. */
const former = (): Session | undefined => queryClient.getQueryData<Session | null>(keyOf('session')) ?? undefined;

/** Waits until the person has signed in again over the page. @returns false for visitors: there is nothing to go on with */
const waitForSignIn = (): Promise<boolean> => {
  if (gate !== undefined) return gate.opened;
  if (former() === undefined) return Promise.resolve(false);
  let open = (): void => undefined;
  const opened = new Promise<boolean>((resolve) => {
    open = () => resolve(true);
  });
  setGate({ opened, open: () => open() });
  return opened;
};

/** Goes on with a session: a page shows nothing of one person to another. */
const goOnAs = (session: Session): boolean => {
  if (session.name === former()?.name) {
    queryClient.setQueryData(keyOf('session'), known(session));
    return true;
  }
  window.location.assign('/');
  return false;
};

onSessionRefused(async (slug) => {
  if (slug === 'unauthenticated') return waitForSignIn();
  // Another tab has signed in anew: its token holds for this one, if it is the same person's.
  const session = await fetchSession({});
  return session !== null && former() !== undefined && goOnAs(session);
});

const fetchSession = async (options: { readonly signal?: AbortSignal }): Promise<Session | null> => {
  try {
    const session = await request<Session>('GET', PATH, options);
    const before = former();
    if (before !== undefined && session.name !== before.name) goOnAs(session);
    return known(session);
  } catch (error) {
    if (!isProblem(error, 'unauthenticated')) throw error;
    return (await waitForSignIn()) ? (former() ?? null) : known(null);
  }
};

/** The session of this browser, or null. */
export const sessionQuery = queryOptions({ queryKey: keyOf('session'), queryFn: fetchSession, staleTime: 5 * 60_000 });

/** Signs in. @throws ProblemError `sign-in-failed`, `too-many-attempts` */
export const signIn = async (username: string, password: string): Promise<void> => {
  const session = await request<Session>('POST', PATH, { body: { username, password } });
  queryClient.setQueryData(sessionQuery.queryKey, known(session));
};

/** Signs in over the page on which the session has ended; everything that waits for it goes on. @throws as `signIn` */
export const signInAgain = async (username: string, password: string): Promise<void> => {
  const session = await request<Session>('POST', PATH, { body: { username, password } });
  if (!goOnAs(session)) return;
  gate?.open();
  setGate(undefined);
  void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
};

const subscribeGate = (listener: () => void): (() => void) => {
  gateListeners.add(listener);
  return () => gateListeners.delete(listener);
};

/** Has the session ended under this page? */
export const useSessionEnded = (): boolean => useSyncExternalStore(subscribeGate, () => gate !== undefined);

/** Ends the session on the server, then begins anew with an empty page: nothing of it stays in this one. */
export const signOut = async (): Promise<void> => {
  await request('DELETE', PATH);
  window.location.assign('/sign-in');
};

/** The session is gone: nothing of it may stay on this page. */
export const forgetSession = (): void => {
  forgetEarly();
  queryClient.clear();
  queryClient.setQueryData(sessionQuery.queryKey, known(null));
};

/** The session, on pages that only signed-in people see. */
export const useSession = (): Session => {
  const { data } = useSuspenseQuery(sessionQuery);
  if (data === null) throw new Error('Nobody is signed in');
  return data;
};

/** May the person do this? The server decides again. */
export const usePermission = (permission: Permission): boolean => useSession().permissions.includes(permission);
