/** One finding of a refused request (RFC 9457 members of `api/problems`). */
export interface ProblemFinding {
  /** In English. */
  readonly detail: string;
  /** Which rule is broken, and what of its text differs from case to case; forms call them `code` and `values`. */
  readonly rule?: string;
  readonly parameters?: Readonly<Record<string, string | number>>;
  readonly code?: string;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly pointer?: string;
  readonly parameter?: string;
  readonly resource?: string;
  readonly element?: string;
  readonly property?: string;
}

/** A problem document (RFC 9457) as the API answers it. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance?: string;
  readonly errors?: readonly ProblemFinding[];
}

/** An answer other than success. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(readonly problem: ProblemDocument) {
    super(problem.detail);
  }

  /** Name of the kind of problem: the last part of its type. */
  get slug(): string {
    return this.problem.type.slice(this.problem.type.lastIndexOf('/') + 1);
  }

  get status(): number {
    return this.problem.status;
  }

  /** Finds the occurrence in the server's log. */
  get requestId(): string | undefined {
    return this.problem.instance?.replace(/^\/requests\//, '');
  }
}

/** The server could not be reached. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
}

/** The server has not answered in time; whether it has done what was asked for is not known. */
export class TimeLimitError extends NetworkError {
  constructor(
    readonly method: string,
    /** In ms. */
    readonly limit: number,
    options?: ErrorOptions,
  ) {
    super(`The server has not answered within ${limit / 1_000} s`, options);
  }
}

/** Is it this kind of problem? */
export const isProblem = (error: unknown, slug: string): error is ProblemError =>
  error instanceof ProblemError && error.slug === slug;

/** Would the same request perhaps succeed a little later? What is stored already would not. */
export const isPassing = (error: unknown): boolean =>
  error instanceof NetworkError ||
  (error instanceof ProblemError && [502, 503, 504].includes(error.status) && error.slug !== 'outcome-pending');
