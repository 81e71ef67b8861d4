import type { ElementId } from '../model/index.js';
import { fillText, type Parameters } from '../texts/fill-text.js';
import { findingTexts, type FindingRule, type ParametersOf } from './finding-texts.js';
import { kindName } from './kind-name.js';

/** Something the deploy checks have to say about a diagram. Errors refuse the deployment, warnings do not. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  /** Which rule is broken. */
  readonly rule: FindingRule;
  /** What of the rule's text differs from case to case, by the names of its places. */
  readonly parameters: Parameters;
  /** The element (or sequence flow) concerned; absent when the file as a whole is. */
  readonly element?: ElementId;
  /** Which property, as the properties panel calls it (`Condition expression`), where one is concerned. */
  readonly property?: string;
  /** For the person who draws, in English: the text of the rule with its parameters. */
  readonly message: string;
}

/** Where a finding belongs: an element or flow, and the property, as the properties panel calls it. */
export interface At {
  readonly id?: ElementId | undefined;
  readonly property?: string;
}

/** The parameters of a rule; nothing where its text has no places. */
export type Given<Rule extends FindingRule> = keyof ParametersOf<Rule> extends never
  ? []
  : [parameters: ParametersOf<Rule>];

/** A finding of a rule. */
export const finding = <Rule extends FindingRule>(
  severity: Finding['severity'],
  rule: Rule,
  { id, property }: At,
  ...given: Given<Rule>
): Finding => {
  const [parameters = {}] = given as [parameters?: Parameters];
  return {
    severity,
    rule,
    parameters,
    ...(id !== undefined && { element: id }),
    ...(property !== undefined && { property }),
    message: fillText(findingTexts[rule], parameters, (name, value) => (name === 'kind' ? kindName(value) : value)),
  };
};

/** A finding that refuses the deployment. */
export const error = <Rule extends FindingRule>(rule: Rule, at: At, ...given: Given<Rule>): Finding =>
  finding('error', rule, at, ...given);

/** A finding that does not. */
export const warning = <Rule extends FindingRule>(rule: Rule, at: At, ...given: Given<Rule>): Finding =>
  finding('warning', rule, at, ...given);
