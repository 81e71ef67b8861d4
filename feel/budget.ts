import { failures, type Failure } from './failures.js';

/**
 * What one evaluation may cost (decision 0010): items looped over or filtered, twice the calls of functions defined in FEEL,
 * and a hundredth of what built-in functions read and make. Counted, never timed: the same evaluation always ends the same way.
 */
export const stepLimit = 100_000;

/** Functions defined in FEEL may call each other so deep. */
export const depthLimit = 100;

/** Characters and members that a result may have. */
export const sizeLimit = 5_000_000;

/** An evaluation was stopped; the reason is shown in the incident. */
export class BudgetExceededError extends Error {
  override readonly name = 'BudgetExceededError';

  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** The account of one evaluation after the other. */
export class Budget {
  #steps = 0;
  #depth = 0;
  #size = 0;

  /** Begins the next evaluation. */
  renew(): void {
    this.#steps = 0;
    this.#depth = 0;
    this.#size = 0;
  }

  /** @throws BudgetExceededError */
  spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps > stepLimit) throw new BudgetExceededError(failures.tooManySteps(stepLimit));
  }

  /** A function defined in FEEL is entered. @throws BudgetExceededError */
  enter(): void {
    this.spend(2);
    this.#depth += 1;
    if (this.#depth > depthLimit) throw new BudgetExceededError(failures.tooManyCalls(depthLimit));
  }

  leave(): void {
    this.#depth -= 1;
  }

  /** The result grows by so many characters or members. @throws BudgetExceededError */
  grow(size: number): void {
    this.#size += size;
    if (this.#size > sizeLimit) throw new BudgetExceededError(failures.tooMuch(sizeLimit));
  }
}
