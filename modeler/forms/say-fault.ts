import type { TFunction } from 'i18next';
import type { InexactLiteral } from '../../json/index.js';
import type { Texts } from '../i18n/texts.js';

/** Which kind of fault the value of a field has; the server tells the same ones (`regulations/forms`). */
export type FaultRule = keyof Texts['shell']['faults'];

/** What is wrong with a value: a rule of forms, and what differs from case to case. */
export interface Fault {
  readonly rule: FaultRule;
  readonly parameters: Readonly<Record<string, string | number>>;
}

/** A fault in the language of the page; undefined where the rule is not one of forms. */
export const sayFault = (t: TFunction, rule: string, parameters: Fault['parameters'] = {}): string | undefined => {
  const texts: Readonly<Record<string, string>> = t('faults', { returnObjects: true, ...parameters });
  return Object.hasOwn(texts, rule) ? texts[rule] : undefined;
};

/** What is wrong with a number that a double does not keep. `t`: of the shell. */
export const sayInexactNumber = (t: TFunction, { literal, kept }: InexactLiteral): string =>
  t('faults.inexact-number', { number: literal, kept });
