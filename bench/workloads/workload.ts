import type { Limits } from '../arguments.js';
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

/** Measures one kind of work with the whole product. */
export type Workload = (sitting: Sitting) => Promise<readonly Figures[]>;

/** How the product makes sure that nothing acknowledged is lost. */
export const FLUSHED = 'fsync on; Postgres synchronous_commit on; Temporal SQLite WAL, synchronous full';
