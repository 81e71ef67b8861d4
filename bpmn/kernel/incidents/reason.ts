import { fillText, type Parameters, type ParametersIn } from '../../texts/fill-text.js';

/** Why something cannot go on: an English text, and its rule with what differs from case to case. Texts from outside have none. */
export interface Reason {
  readonly message: string;
  /** Stable name, kebab-case; pages word it in their language by rule and parameters. */
  readonly rule?: string;
  readonly parameters?: Parameters;
}

/**
 * What each rule of an incident says in English; `{…}` stands for one of its parameters. Pages translate by rule. Most of
 * these texts stand in stored states: another text is another version of the kernel's rules.
 */
export const incidentTexts = {
  'no-condition-holds': 'No condition of an outgoing flow holds, and there is no default flow',
  'expression-failed': "Expression '{source}' failed: {reason}",
  'expression-value': "Expression '{source}' should give {wanted}, but gave {given}",
  'fixed-value': 'The fixed value should give {wanted}, but gave {given}',
  'uncaught-error': "Error '{code}' is not caught by any event",
  'uncaught-error-message': "Error '{code}' is not caught by any event: {message}",
  'tokens-left-over': 'Everything else has ended, but tokens are left in front of {joins}; resolving drops them',
  'too-many-commands': 'One input led to more than {most} internal commands; the model may loop without end',
  'too-much-at-once': 'One step would make more than {most} element instances at once',
  'step-size': 'One step would make more than {most} characters and members of variables',
  'keys-used-up':
    'The instance has used up its {most} keys: it has gone through too many elements, jobs, tasks and timers, and can only be cancelled',
  'timer-without-due-date': 'Timer {element}: {reason}',
  'called-process-missing': 'There is no deployed process «{process}».',
  'called-process-failed': 'The process «{process}» could not be started: {reason}',
  'called-process-cancelled': 'The called process was cancelled',
  'calls-too-deep': 'Processes call each other more than {most} deep',
  'overlong-variable-name': 'The name of a variable in its result is too long: {name}',
  'engine-failure': 'The engine could not step an input: {reason}',
} as const satisfies Readonly<Record<string, string>>;

/** Rules of incidents that the engine words; more come from what it passes on: expressions, calendars, activities. */
export type IncidentRule = keyof typeof incidentTexts;

/** What a value should have been, by the code that stands in the parameter `wanted`. */
export const wantedTexts = {
  text: 'a text',
  'text-or-number': 'a text or a number',
  'short-text': 'a text of at most {most} bytes',
  'whole-number': 'a whole number from {least} to {most}',
  'true-or-false': 'true or false',
  list: 'a list',
  texts: 'a list of texts',
  instant: 'an instant like 2025-10-03T11:00:00+03:00',
  duration: 'a duration like PT15M',
  cycle: 'a cycle like R3/PT15M or a cron text',
} as const satisfies Readonly<Record<string, string>>;

/** What a value should have been: its code, and the bounds that its text names. */
export type Wanted = {
  readonly [Code in keyof typeof wantedTexts]: { readonly wanted: Code } & ParametersIn<(typeof wantedTexts)[Code]>;
}[keyof typeof wantedTexts];

/** A rule with its parameters, and its text made of them. */
export const reason = <Rule extends IncidentRule>(
  rule: Rule,
  parameters: ParametersIn<(typeof incidentTexts)[Rule]>,
): Reason => ({ rule, parameters, message: fillText(incidentTexts[rule], parameters) });

/**
 * A rule whose `reason` is passed on from within. Where that one has a rule itself, it is the more telling: it is told with the
 * parameters of both.
 */
export const reasonOf = <Rule extends IncidentRule>(
  rule: Rule,
  parameters: Omit<ParametersIn<(typeof incidentTexts)[Rule]>, 'reason'>,
  inner: Reason,
): Reason => {
  const all: Parameters = { ...parameters, reason: inner.message };
  return {
    message: fillText(incidentTexts[rule], all),
    ...(inner.rule === undefined
      ? { rule, parameters: all }
      : { rule: inner.rule, parameters: { ...parameters, ...inner.parameters } }),
  };
};

/** A value is not what it should be; `source`: of the expression that gave it, undefined for a fixed value. */
export const unexpectedValue = (source: string | undefined, wanted: Wanted, given: string): Reason => {
  const rule = source === undefined ? 'fixed-value' : 'expression-value';
  const parameters: Parameters = { ...(source !== undefined && { source }), ...wanted, given };
  const words = fillText(wantedTexts[wanted.wanted], wanted);
  return { rule, parameters, message: fillText(incidentTexts[rule], { ...parameters, wanted: words }) };
};

/** Rule and parameters, where there are any: what a reason has besides its text. */
export const ruleAndParameters = ({ rule, parameters }: Omit<Reason, 'message'>): Omit<Reason, 'message'> =>
  rule === undefined ? {} : { rule, parameters: parameters ?? {} };
