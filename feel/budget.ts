import { failures, type Failure } from './failures.js';

/** What expressions may cost together. */
export interface WorkLimits {
  /** Steps: about five microseconds each. */
  readonly steps: number;
  /** Characters and members of all results. */
  readonly size: number;
}

export const defaultWorkLimits: WorkLimits = { steps: 200_000, size: 20_000_000 };

/** Functions defined in FEEL may call each other so deep. */
export const depthLimit = 100;

/** Characters and members that one result may have. */
export const sizeLimit = 5_000_000;

/** Lists and contexts of a value may be nested so deep. */
export const nestingLimit = 500;

/** Items that a function may be given as arguments of their own (`sum(list)` hands them over one by one). */
export const argumentLimit = 100_000;

/** An evaluation was stopped; the reason is shown in the incident. */
export class BudgetExceededError extends Error {
  override readonly name = 'BudgetExceededError';

  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/**
 * What several evaluations have cost together (decision 0010): items gone through, nodes evaluated for them, values compared,
 * characters read by patterns, what built-in functions read and make. Counted, never timed: the same evaluations always
 * end the same way.
 */
export class Work {
  steps = 0;
  size = 0;

  constructor(readonly limits: WorkLimits = defaultWorkLimits) {}
}

/** The account of one evaluation after the other. */
export class Budget {
  #work = new Work();
  #depth = 0;
  #size = 0;

  /** Begins the next evaluation, which goes on `work`. */
  renew(work: Work = new Work()): void {
    this.#work = work;
    this.#depth = 0;
    this.#size = 0;
  }

  /** An arrow, because it is handed to others. @throws BudgetExceededError */
  readonly spend = (steps: number): void => {
    const { limits } = this.#work;
    this.#work.steps += steps;
    if (this.#work.steps > limits.steps) throw new BudgetExceededError(failures.tooManySteps(limits.steps));
  };

  /** A function defined in FEEL is entered. @throws BudgetExceededError */
  enter(steps: number): void {
    this.spend(steps);
    this.#depth += 1;
    if (this.#depth > depthLimit) throw new BudgetExceededError(failures.tooManyCalls(depthLimit));
  }

  leave(): void {
    this.#depth -= 1;
  }

  /** The result grows by so many characters or members. @throws BudgetExceededError */
  grow(size: number): void {
    this.spend(size / 200);
    const { limits } = this.#work;
    this.#size += size;
    this.#work.size += size;
    if (this.#size > sizeLimit) throw new BudgetExceededError(failures.tooMuch(sizeLimit));
    if (this.#work.size > limits.size) throw new BudgetExceededError(failures.tooMuchTogether(limits.size));
  }
}
