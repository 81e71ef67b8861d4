import type { Actor, CallerStamp } from '../../engine/index.js';
import { permissionsOf, type Permission } from './permissions.js';

/** Who makes a request. */
export interface Caller {
  readonly kind: 'user' | 'key' | 'client' | 'anonymous';
  /** Identity that survives renaming: the user's or the key's id; empty for anonymous ones. */
  readonly id: string;
  /** User name or client id. */
  readonly name: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly roles: readonly string[];
  readonly permissions: ReadonlySet<Permission>;
  /** What `permissions` was read from: checked again by the transaction of a command that relies on it. */
  readonly rights: readonly CallerStamp[];
  /** Signed in by session cookie: the session's CSRF token. */
  readonly csrfToken?: string;
}

/** The caller of public routes that has not said who it is. */
export const anonymous: Caller = {
  kind: 'anonymous',
  id: '',
  name: 'anonymous',
  displayName: '',
  email: null,
  roles: [],
  permissions: new Set(),
  rights: [],
};

/** Whom the engine is told a command comes from. */
export const actorOf = ({ name, rights }: Caller): Actor => ({ name, rights });

/** A signed-in person. */
export const userCaller = (
  user: {
    readonly id: string;
    readonly username: string;
    readonly displayName: string;
    readonly email: string | null;
    readonly roles: readonly string[];
  },
  epoch: number,
  csrfToken?: string,
): Caller => ({
  kind: 'user',
  id: user.id,
  name: user.username,
  displayName: user.displayName,
  email: user.email,
  roles: user.roles,
  permissions: permissionsOf(user.roles),
  rights: [{ subject: `user:${user.id}`, epoch }],
  ...(csrfToken === undefined ? {} : { csrfToken }),
});

/** Whether an access key is an API key or an OAuth client. */
export const kindOfKey = ({ kind }: { readonly kind: string }): 'key' | 'client' =>
  kind === 'client' ? 'client' : 'key';

/** A system with an API key or a token of an OAuth client. `epoch`: of the key's rights. */
export const systemCaller = (
  key: {
    readonly id: string;
    readonly kind: string;
    readonly clientId: string;
    readonly name: string;
    readonly roles: readonly string[];
  },
  epoch: number,
): Caller => ({
  kind: kindOfKey(key),
  id: key.id,
  name: key.clientId,
  displayName: key.name,
  email: null,
  roles: key.roles,
  permissions: permissionsOf(key.roles),
  rights: [{ subject: `key:${key.id}`, epoch }],
});
