import { z } from 'zod';
import { jsonPointer, limitFaults } from '../../json/index.js';
import { Problem, type ProblemError } from '../problems/problem.js';

type Issue = z.core.$ZodIssue;
type Part = 'params' | 'query' | 'body';

/** The branch of a failed union that came furthest: the one the caller most likely meant. */
const likeliest = (branches: readonly (readonly Issue[])[]): readonly Issue[] => {
  const depth = (issues: readonly Issue[]): number =>
    Math.max(0, ...issues.map(({ path, code }) => path.length + (code === 'unrecognized_keys' ? 1 : 0)));
  return branches.reduce((best, branch) => (depth(branch) > depth(best) ? branch : best), branches[0] ?? []);
};

/** Unions say what is wrong in their likeliest branch, unknown members one by one. */
const flatten = (issue: Issue, base: readonly PropertyKey[] = []): { path: PropertyKey[]; detail: string }[] => {
  const path = [...base, ...issue.path];
  if (issue.code === 'invalid_union') {
    const branch = likeliest(issue.errors);
    const wasMeant = branch.some((inner) => inner.path.length > 0 || inner.code === 'unrecognized_keys');
    if (wasMeant) return branch.flatMap((inner) => flatten(inner, path));
    const said = [...new Set(issue.errors.flatMap((inner) => inner.map((one) => one.message)))];
    return [{ path, detail: said.length > 0 ? said.join('; or: ') : issue.message }];
  }
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key], detail: `Unknown member "${key}"` }));
  return [{ path, detail: issue.message }];
};

const toErrors = (part: Part, issues: readonly Issue[]): ProblemError[] =>
  issues
    .flatMap((issue) => flatten(issue))
    .map(({ path, detail }) =>
      part === 'body' ? { detail, pointer: jsonPointer(path) } : { detail, parameter: path.join('.') },
    );

/** The problem of a request with these findings. */
export const invalid = (errors: readonly ProblemError[]): Problem =>
  new Problem(
    'validation-failed',
    errors.map((error) => `${error.pointer ?? error.parameter ?? ''}: ${error.detail}`).join('; '),
    { errors },
  );

/** Longest text in a path or a query; the names of entities are shorter. */
export const MAX_PARAMETER = 2_000;

const listDetail = 'Give it once, as a plain text';

/** What is wrong with a text of a path or a query, whatever it is for. */
const textFault = (value: unknown): string | undefined => {
  if (Array.isArray(value)) return listDetail;
  if (typeof value !== 'string') return undefined;
  if (value.length > MAX_PARAMETER) return `Longer than ${MAX_PARAMETER} characters`;
  return limitFaults(value)[0]?.detail;
};

/** Texts that no parameter can have. `name[inner]` is how some clients write objects and lists: not known here. */
const parameterFaults = (schema: z.ZodType, given: unknown): ProblemError[] => {
  if (!(schema instanceof z.ZodObject) || typeof given !== 'object' || given === null) return [];
  const known = new Set(Object.keys(schema.shape));
  return Object.entries(given).flatMap(([parameter, value]) => {
    if (known.has(parameter)) {
      const detail = textFault(value);
      return detail === undefined ? [] : [{ parameter, detail }];
    }
    return known.has(parameter.replace(/\[.*$/s, '')) ? [{ parameter, detail: listDetail }] : [];
  });
};

/** Checks the parts of a request against their schemas; every finding of every part at once. */
export const validate = (
  schemas: Readonly<Record<Part, z.ZodType>>,
  parts: Readonly<Record<Part, unknown>>,
): Readonly<Record<Part, unknown>> => {
  const errors: ProblemError[] = [];
  /** What can exist under no name is not there, whatever else is wrong. */
  const refuseNothing = (issues: readonly Issue[]): void => {
    const nothing = issues.find((issue) => issue.code === 'custom' && issue.params?.['nothing'] === true);
    if (nothing !== undefined) throw new Problem('not-found', `${nothing.message}.`);
  };
  const check = (part: Part): unknown => {
    const faults = part === 'body' ? [] : parameterFaults(schemas[part], parts[part]);
    if (faults.length > 0) {
      errors.push(...faults);
      return undefined;
    }
    const result = schemas[part].safeParse(parts[part]);
    if (result.success) return result.data;
    if (part === 'params') refuseNothing(result.error.issues);
    errors.push(...toErrors(part, result.error.issues));
    return undefined;
  };
  const checked = { params: check('params'), query: check('query'), body: check('body') };
  if (errors.length > 0) throw invalid(errors);
  return checked;
};
