import { problemType, type ProblemSlug } from './catalogue.js';

/** Media type of problem documents (RFC 9457). */
export const PROBLEM_TYPE = 'application/problem+json';

/** One finding about a request: where, and what is wrong there. */
export interface ProblemError {
  readonly detail: string;
  /** Which kind of finding, for programs that say it in other words; `values`: what differs from case to case. */
  readonly code?: string;
  readonly values?: Readonly<Record<string, string | number>>;
  /** JSON pointer into the body, as a URI fragment: `#/variables/amount`. */
  readonly pointer?: string;
  /** Name of a path or query parameter. */
  readonly parameter?: string;
  /** Deployments: file, element, property and rule of a finding. */
  readonly resource?: string;
  readonly element?: string;
  readonly property?: string;
  readonly rule?: string;
}

/** Machine-readable facts about one occurrence, beside the members that every problem has. */
export type ProblemMembers = Readonly<Record<string, unknown>>;

/** A refusal on its way to the caller. Carries no HTTP: the catalogue knows the status of its slug. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly slug: ProblemSlug,
    /** For the person who reads it: what happened this time, and what may be done. */
    readonly detail: string,
    readonly members: ProblemMembers = {},
    /** Headers that belong to the answer, such as `Allow`. */
    readonly headers: Readonly<Record<string, string>> = {},
    options?: ErrorOptions,
  ) {
    super(detail, options);
  }
}

/** The document of a problem (RFC 9457 §3). `requestId` finds the occurrence in the log. */
export const problemDocument = (problem: Problem, requestId: string): Readonly<Record<string, unknown>> => {
  const { status, title } = problemType(problem.slug);
  return {
    type: `/problems/${problem.slug}`,
    title,
    status,
    detail: problem.detail,
    instance: `/requests/${requestId}`,
    ...problem.members,
  };
};
