import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import type { Permission } from '../../api/access/permissions.js';
import type { currentCaller } from '../../api/contract/access/session.js';
import type { Reply } from '../api/contract.js';
import { forgetEarly } from '../api/early-answers.js';
import { isProblem } from '../api/problem-error.js';
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

const fetchSession = async ({ signal }: { readonly signal: AbortSignal }): Promise<Session | null> => {
  try {
    return known(await request<Session>('GET', PATH, { signal }));
  } catch (error) {
    if (isProblem(error, 'unauthenticated')) return known(null);
    throw error;
  }
};

/** The session of this browser, or null. */
export const sessionQuery = queryOptions({ queryKey: keyOf('session'), queryFn: fetchSession, staleTime: 5 * 60_000 });

/** Signs in. @throws ProblemError `sign-in-failed`, `too-many-attempts` */
export const signIn = async (username: string, password: string): Promise<void> => {
  const session = await request<Session>('POST', PATH, { body: { username, password } });
  queryClient.setQueryData(sessionQuery.queryKey, known(session));
};

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
