/** A session was opened with a budget of internal commands, and its inputs lead to more. Nothing of it may be used. */
export class BudgetExceededError extends Error {
  override readonly name = 'BudgetExceededError';

  constructor(budget: number) {
    super(`More than ${budget} internal commands`);
  }
}
