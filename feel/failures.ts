/**
 * Why an expression has no value: an English text, and its rule with what differs from case to case. Words of others (of
 * the model, of feelin) have no rule.
 */
export interface Failure {
  readonly message: string;
  readonly rule?: string;
  readonly parameters?: Readonly<Record<string, string | number>>;
}

/** What stands in the way of an evaluation, by rule; everybody words it by rule and parameters. */
export const failures = {
  unexpected: (found: string) => ({
    rule: 'expression-syntax' as const,
    parameters: { found },
    message: `unexpected ${JSON.stringify(found)}`,
  }),
  incomplete: () => ({
    rule: 'expression-incomplete' as const,
    parameters: {},
    message: 'the expression is incomplete',
  }),
  tooLong: (most: number) => ({
    rule: 'expression-too-large' as const,
    parameters: {},
    message: `the expression is longer than ${most} characters`,
  }),
  tooDeep: () => ({
    rule: 'expression-too-large' as const,
    parameters: {},
    message: 'the expression is nested too deeply',
  }),
  tooManySteps: (most: number) => ({
    rule: 'expression-steps',
    parameters: { most },
    message: `the evaluation takes more than ${most} steps; a loop may be endless or its list too long`,
  }),
  tooManyCalls: (most: number) => ({
    rule: 'expression-depth',
    parameters: { most },
    message: `functions call each other more than ${most} times deep`,
  }),
  tooMuch: (most: number) => ({
    rule: 'expression-size',
    parameters: { most },
    message: `the result has more than ${most} characters and members`,
  }),
} as const satisfies Readonly<Record<string, (given: never) => Failure>>;

/** Why a text is no expression that can be evaluated. */
export type SyntaxFailure = ReturnType<(typeof failures)['unexpected' | 'incomplete' | 'tooLong' | 'tooDeep']>;
