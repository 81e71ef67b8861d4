/** Which failures of something that is tried again and again are worth a line: each only once while it lasts. */
export interface FailureLog {
  /** The failure is another one than the last, or comes after a success. */
  isNew(error: unknown): boolean;
  /** It has gone well. */
  succeeded(): void;
}

export function createFailureLog(): FailureLog {
  let last: string | undefined;
  return {
    isNew(error) {
      const text = String(error);
      const another = text !== last;
      last = text;
      return another;
    },
    succeeded() {
      last = undefined;
    },
  };
}
