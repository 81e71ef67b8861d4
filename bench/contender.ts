import type { Figures } from './report/figures.js';

/** One of those that are measured by turns. */
export interface Contender {
  /** As it is called in figures and tables. */
  readonly engine: string;
  /** Checks what it needs and builds, before anything is measured. */
  prepare(): Promise<void>;
  /** Runs a workload once; undefined where it has none of that name. */
  measure(workload: string): Promise<readonly Figures[]> | undefined;
}
