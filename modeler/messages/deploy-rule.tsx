import { ruleInRussian } from './say-finding.js';

export interface DeployRuleProps {
  readonly rule: string;
  readonly parameters: Readonly<Record<string, string | number>>;
  /** What is said where nobody has translated the rule. */
  readonly otherwise: string;
}

/** What a rule of deployments says in Russian. */
export const DeployRule = ({ rule, parameters, otherwise }: DeployRuleProps) =>
  ruleInRussian(rule, parameters) ?? otherwise;
