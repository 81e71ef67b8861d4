/** What the job worker's process is told when it starts, as JSON in its first argument. */
export interface WorkerSettings {
  readonly address: string;
  readonly apiKey: string;
  readonly jobType: string;
}

/** What it says: that it works, or why it cannot. */
export type WorkerMessage = { readonly ready: true } | { readonly failed: string };
