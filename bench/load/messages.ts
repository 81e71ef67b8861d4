/** What the job worker's process is told when it starts, as JSON in its first argument. */
export interface WorkerSettings {
  readonly address: string;
  readonly apiKey: string;
  readonly jobType: string;
}

/** What it says: that it works, or why it cannot. */
export type WorkerMessage = { readonly ready: true } | { readonly failed: string };

/** What the probe's process is told when it starts, as JSON in its first argument. */
export interface ProbeSettings {
  readonly address: string;
  readonly path: string;
  readonly everyMs: number;
}

/** What it is told then: begin anew, or tell what was measured since. */
export type ProbeCommand = 'begin' | 'report';

/** What a probe saw. */
export interface ProbeReport {
  /** How long each request took, ms. */
  readonly latencies: readonly number[];
  /** How much later than planned each request was sent, ms: the probe itself was held up. */
  readonly late: readonly number[];
  readonly failed: number;
}

/** What it says: that it can begin, or its report. */
export type ProbeMessage = { readonly ready: true } | ProbeReport;
