import { z } from 'zod';
import type { Table } from './tables.js';

/** Names of an archive's entries. Rows and attachments come in as many entries as it takes. */
export const ABOUT = 'about.json';
export const SEQUENCES = 'sequences.json';
export const TABLES = 'tables/';
export const ATTACHMENTS = 'attachments/';
export const SECRETS = 'secrets/';

/** Secrets of embedded mode that people know: who signs in with them. Others belong to servers that are made anew. */
export const KEPT_SECRETS = ['admin-password', 'engineer-password'];

const FORMAT = 1;

/** The first entry: what the rest can be restored with. */
const about = z.object({
  format: z.literal(FORMAT),
  product: z.string(),
  takenAt: z.iso.datetime(),
  /** Migrations that made the tables, with the SHA-256 of their files. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
});

export interface About {
  readonly product: string;
  readonly takenAt: string;
  readonly migrations: readonly { readonly name: string; readonly checksum: string }[];
  readonly tables: readonly Table[];
}

export const writeAbout = (content: About): Buffer =>
  Buffer.from(JSON.stringify({ format: FORMAT, ...content }, null, 2));

/** @returns undefined when it is not of a format that is known here */
export function readAbout(content: Buffer): About | undefined {
  const parsed = about.safeParse(JSON.parse(content.toString()));
  return parsed.success ? parsed.data : undefined;
}
