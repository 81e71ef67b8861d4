import type { IncidentRule, ToldIncident } from './incident-message.js';

// The engine does not tell the rules of its incidents yet: they are read from its English texts. Goes as soon as it does,
// and with it the call in `incident-message.ts`.

type Recognised = Pick<ToldIncident, 'rule' | 'parameters'>;

const PLACE = /\{(\w+)\}/g;

/** Finds the parts that stand in the places of a text: `Timer {element}: {reason}`. */
const reader = <Name extends string>(texts: readonly (readonly [name: Name, text: string])[]) => {
  const known = texts.map(([name, text]) => ({
    name,
    places: [...text.matchAll(PLACE)].map(([, place = '']) => place),
    pattern: new RegExp(`^${text.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`).replaceAll(PLACE, '(.*)')}$`, 's'),
  }));
  return (said: string): { readonly name: Name; readonly parts: Readonly<Record<string, string>> } | undefined => {
    for (const { name, places, pattern } of known) {
      const values = pattern.exec(said)?.slice(1);
      if (values !== undefined)
        return { name, parts: Object.fromEntries(places.map((place, i) => [place, values[i] ?? ''])) };
    }
    return undefined;
  };
};

const readWanted = reader([
  ['text', 'a text'],
  ['text-or-number', 'a text or a number'],
  ['short-text', 'a text of at most {most} bytes'],
  ['whole-number', 'a whole number from {least} to {most}'],
  ['true-or-false', 'true or false'],
  ['list', 'a list'],
  ['texts', 'a list of texts'],
  ['instant', 'an instant like 2025-10-03T11:00:00+03:00'],
  ['duration', 'a duration like PT15M'],
  ['cycle', 'a cycle like R3/PT15M or a cron text'],
]);

/** The most specific first. */
const readText = reader<IncidentRule>([
  ['no-condition-holds', 'No condition of an outgoing flow holds, and there is no default flow'],
  ['expression-incomplete', "Expression '{source}' failed: FEEL syntax: the expression is incomplete"],
  ['expression-too-large', "Expression '{source}' failed: FEEL syntax: the expression is nested too deeply"],
  [
    'expression-too-large',
    "Expression '{source}' failed: FEEL syntax: the expression is longer than {most} characters",
  ],
  ['expression-syntax', 'Expression \'{source}\' failed: FEEL syntax: unexpected "{found}"'],
  ['expression-steps', "Expression '{source}' failed: the evaluation takes more than {most} steps; a loop {rest}"],
  ['expression-depth', "Expression '{source}' failed: functions call each other more than {most} times deep"],
  ['expression-size', "Expression '{source}' failed: the result has more than {most} characters and members"],
  ['expression-failed', "Expression '{source}' failed: {reason}"],
  ['expression-value', "Expression '{source}' should give {wanted}, but gave {given}"],
  ['fixed-value', 'The fixed value should give {wanted}, but gave {given}'],
  ['uncaught-error-message', "Error '{code}' is not caught by any event: {message}"],
  ['uncaught-error', "Error '{code}' is not caught by any event"],
  ['tokens-left-over', 'Everything else has ended, but tokens are left in front of {joins}; resolving drops them'],
  ['overlong-variable-name', 'The name of a variable in its result is too long: {name}'],
  ['timer-unknown-calendar', 'Timer {element}: There is no calendar «{calendar}»'],
  ['timer-no-working-time', 'Timer {element}: The calendar {calendar} has no working {rest}'],
  ['timer-not-reckoned', 'Timer {element}: {reason}'],
  ['too-many-commands', 'One input led to more than {most} internal commands; the model may loop without end'],
  ['keys-used-up', 'The instance has used up its {most} keys: {rest}'],
  ['called-process-missing', 'There is no deployed process «{process}».'],
  ['called-process-failed', 'The process «{process}» could not be started: {reason}'],
  ['called-process-cancelled', 'The called process was cancelled'],
  ['result-no-variables', '{activity} answered {type}, not an object of variables'],
]);

/** The rule of an incident's English text with its parameters; nothing where it is none of the engine's. */
export const ruleOfText = (text: string): Recognised => {
  const read = readText(text);
  if (read === undefined) return {};
  const { wanted, ...parts } = read.parts;
  if (wanted === undefined) return { rule: read.name, parameters: parts };
  const kind = readWanted(wanted);
  return { rule: read.name, parameters: { ...parts, ...kind?.parts, wanted: kind?.name ?? wanted } };
};
