/** Shows what is being done. */
export interface Progress {
  /**
   * Runs `work` as one phase, which is shown in one line when it ends; `say` sets what stands in that line beside the
   * label and the duration. Phases may run at the same time.
   */
  phase<T>(label: string, work: (say: (detail: string) => void) => Promise<T>): Promise<T>;
  /** Prints one line between the phases. */
  line(text: string): void;
}

export function createProgress(out?: NodeJS.WriteStream): Progress;

/** `120 ms`, `3.4 s` or `2 min 05 s`. */
export function duration(ms: number): string;
