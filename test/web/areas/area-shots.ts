import type { Page } from 'playwright-core';
import type { Language, Seeded } from '../seed/seed.js';

/** How much stands in a list. */
export const counts = [0, 3, 1_000] as const;

/** A list whose answers are made up, so that its pictures are the same everywhere. */
export interface ListShots {
  /** Name in the files: `processes`. */
  readonly name: string;
  /** Address of the page. */
  readonly path: string;
  /** Beginning of the path that the list asks. */
  readonly endpoint: string;
  /** The answer with so many rows. */
  answer(rows: number): unknown;
}

/** What a page is opened with. */
export interface Opening {
  readonly url: string;
  readonly language: Language;
  readonly seeded: Seeded;
}

/** A page as it really is. */
export interface PageShots {
  readonly name: string;
  /** For somebody who has not signed in. */
  readonly signedOut?: true;
  /** Goes to the page and waits until it stands. */
  open(page: Page, opening: Opening): Promise<void>;
  /** Takes back what opening it has left in the product. */
  leave?(page: Page, opening: Opening): Promise<void>;
}

/** Counts from 0. */
export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** An instant some minutes ago, as the API writes it. */
export const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

/** Picks in turn. */
export const pick = <T>(from: readonly [T, ...T[]], index: number): T => from[index % from.length] ?? from[0];

/** A key as the API writes it. */
export const keyAt = (index: number): string => String(2_251_799_813_685_249n + BigInt(index));
