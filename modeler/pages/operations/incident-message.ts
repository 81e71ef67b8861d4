import type { TFunction } from 'i18next';

/** What is told of an incident: an English text, and its rule with what differs from case to case, where there is one. */
export interface ToldIncident {
  readonly errorMessage: string;
  readonly rule: string | null;
  readonly parameters: Readonly<Record<string, string | number>> | null;
}

type TextsByRule = Readonly<Record<string, string>>;

const own = (texts: TextsByRule, key: unknown): string | undefined =>
  typeof key === 'string' && Object.hasOwn(texts, key) ? texts[key] : undefined;

/**
 * The message of an incident in the language of the page: the text of its rule. What has none, as a worker's own words,
 * stays as it is. `wanted` among the parameters is a word of its own: what a value should have been.
 */
export const incidentMessage = (t: TFunction<'operations'>, told: ToldIncident): string => {
  const parameters = told.parameters ?? {};
  const wanted = own(t('incident.wanted', { returnObjects: true, ...parameters }), parameters['wanted']);
  const values = wanted === undefined ? parameters : { ...parameters, wanted };
  const texts = t('incident.rules', { returnObjects: true, ...values }) as TextsByRule;
  return own(texts, told.rule) ?? told.errorMessage;
};
