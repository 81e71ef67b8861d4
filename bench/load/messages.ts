/** What the job worker's process is told when it starts, as JSON in its first argument. */
export interface WorkerSettings {
  readonly address: string;
  readonly apiKey: string;
  readonly jobType: string;
}

/** What it says: that it works, and from then on the instances of the jobs it completed, gathered. */
export type WorkerMessage =
  { readonly ready: true } | { readonly completed: readonly string[] } | { readonly failed: string };
