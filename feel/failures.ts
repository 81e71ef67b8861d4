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
    message: `this expression and those before it in the same step take more than ${most} steps; a loop may be endless or its list too long`,
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
  tooMuchTogether: (most: number) => ({
    rule: 'expressions-size',
    parameters: { most },
    message: `the results of this expression and of those before it in the same step have more than ${most} characters and members`,
  }),
  tooNested: (most: number) => ({
    rule: 'expression-nesting',
    parameters: { most },
    message: `a value has lists and contexts in each other more than ${most} deep`,
  }),
  tooManyArguments: (most: number) => ({
    rule: 'expression-arguments',
    parameters: { most },
    message: `a function is given a list of more than ${most} items`,
  }),
  noMemory: () => ({
    rule: 'expression-memory',
    parameters: {},
    message:
      'the evaluation needs more memory than there is: a text is too long, or functions call each other too deeply',
  }),
  patternBackReference: (pattern: string) => ({
    rule: 'pattern-back-reference' as const,
    parameters: { pattern },
    message: `the pattern ${JSON.stringify(pattern)} has a back-reference, which cannot be matched in linear time`,
  }),
  patternLookAround: (pattern: string) => ({
    rule: 'pattern-look-around' as const,
    parameters: { pattern },
    message: `the pattern ${JSON.stringify(pattern)} looks ahead or behind, which cannot be matched in linear time`,
  }),
  patternTooLarge: (pattern: string) => ({
    rule: 'pattern-too-large' as const,
    parameters: { pattern },
    message: `the pattern ${JSON.stringify(pattern)} is too long, too deep, or repeats something more than 1000 times`,
  }),
  patternSyntax: (pattern: string) => ({
    rule: 'pattern-syntax' as const,
    parameters: { pattern },
    message: `the pattern ${JSON.stringify(pattern)} is not a regular expression`,
  }),
  patternFlags: (flags: string) => ({
    rule: 'pattern-flags' as const,
    parameters: { flags },
    message: `the flags ${JSON.stringify(flags)} of a pattern are not among s, m, i, x and q`,
  }),
} as const satisfies Readonly<Record<string, (given: never) => Failure>>;

/** Why a text is no expression that can be evaluated. */
export type SyntaxFailure = ReturnType<(typeof failures)['unexpected' | 'incomplete' | 'tooLong' | 'tooDeep']>;
