import type { CallerStamp, ReadRows } from '../../engine/index.js';
import { Prisma } from '../../prisma/generated/client.js';

const { sql } = Prisma;

/** A person as looked up by credentials, with the epoch of the rights read in the same statement. */
export interface FoundUser {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly passwordHash: string;
  readonly roles: readonly string[];
  readonly active: boolean;
  readonly epoch: number;
}

/** An access key as looked up by its secret or by a token. */
export interface FoundKey {
  readonly id: string;
  readonly kind: string;
  readonly clientId: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly epoch: number;
}

/** Looks callers up: who they are, what they may, and under which epoch that was read. */
export interface Credentials {
  user(username: string): Promise<FoundUser | undefined>;
  /** By the hash of a session's secret. */
  session(tokenHash: string): Promise<{ readonly user: FoundUser; readonly expiresAt: Date } | undefined>;
  /** By the hash of an API key. */
  key(secretHash: string): Promise<FoundKey | undefined>;
  /** By the hash of a token. */
  token(tokenHash: string): Promise<{ readonly key: FoundKey; readonly expiresAt: Date } | undefined>;
  /** Are the rights still those that were read under these stamps? */
  stand(stamps: readonly CallerStamp[]): Promise<boolean>;
}

type Expiring<T> = T & { readonly expiry: Date };

/** Rights and their epoch are read in one statement: neither is older than the other. */
export const createCredentials = (readRows: ReadRows): Credentials => ({
  async user(username) {
    const [user] = await readRows<FoundUser>(sql`
      select u.id, u.username, u.display_name as "displayName", u.email, u.password_hash as "passwordHash", u.roles, u.active,
        coalesce(r.epoch, 0)::int as epoch
      from users u left join rights_epochs r on r.subject = 'user:' || u.id where u.username = ${username}`);
    return user;
  },
  async session(tokenHash) {
    const [user] = await readRows<Expiring<FoundUser>>(sql`
      select u.id, u.username, u.display_name as "displayName", u.email, u.password_hash as "passwordHash", u.roles, u.active,
        s.expires_at as expiry, coalesce(r.epoch, 0)::int as epoch
      from sessions s join users u on u.id = s.user_id left join rights_epochs r on r.subject = 'user:' || u.id
      where s.token_hash = ${tokenHash}`);
    return user && { user, expiresAt: user.expiry };
  },
  async key(secretHash) {
    const [key] = await readRows<FoundKey>(sql`
      select k.id, k.kind, k.client_id as "clientId", k.name, k.roles, k.expires_at as "expiresAt", k.revoked_at as "revokedAt",
        coalesce(r.epoch, 0)::int as epoch
      from access_keys k left join rights_epochs r on r.subject = 'key:' || k.id
      where k.secret_hash = ${secretHash} and k.kind = 'key'`);
    return key;
  },
  async token(tokenHash) {
    const [key] = await readRows<Expiring<FoundKey>>(sql`
      select k.id, k.kind, k.client_id as "clientId", k.name, k.roles, k.expires_at as "expiresAt", k.revoked_at as "revokedAt",
        t.expires_at as expiry, coalesce(r.epoch, 0)::int as epoch
      from access_tokens t join access_keys k on k.id = t.key_id left join rights_epochs r on r.subject = 'key:' || k.id
      where t.token_hash = ${tokenHash}`);
    return key && { key, expiresAt: key.expiry };
  },
  async stand(stamps) {
    const [row] = await readRows<{ readonly stand: boolean }>(
      sql`select callers_stand(${JSON.stringify(stamps)}::jsonb) as stand`,
    );
    return row?.stand === true;
  },
});
