import type { Limits } from '../limits.js';
import type { Product } from '../product/product.js';
import type { Figures } from '../report/figures.js';

/** What a workload may use. */
export interface Sitting {
  readonly limits: Limits;
  readonly engine: { readonly engine: string; readonly version: string };
  /** Runs work with a product on an empty data folder, started or only prepared, that is discarded afterwards. */
  readonly withProduct: <T>(how: 'started' | 'prepared', work: (product: Product) => Promise<T>) => Promise<T>;
  /** Tells the person who waits what is being done. */
  readonly say: (text: string) => void;
}

/** One of the workloads of the description. */
export interface Workload {
  readonly measure: (sitting: Sitting) => Promise<readonly Figures[]>;
  /** Cases of the hand-written Temporal workflows that do the same. */
  readonly handWritten: (limits: Limits) => readonly HandWrittenCase[];
}

/** A case of the hand-written workflows, and which of our figures it stands beside. */
export interface HandWrittenCase {
  /** In the words of their driver, such as `one-task:pullSignal:20`. */
  readonly name: string;
  readonly concurrency?: number;
}

/** How the product makes sure that nothing acknowledged is lost. */
export const FLUSHED = 'fsync on; Postgres synchronous_commit on; Temporal SQLite WAL, synchronous full';
