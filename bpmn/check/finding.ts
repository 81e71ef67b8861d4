import type { ElementId } from '../model/index.js';

/** Something the deploy checks have to say about a diagram. Errors refuse the deployment, warnings do not. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  /** Stable name of the rule, kebab-case: `unsupported-element`, `missing-reference`, `expression-syntax` … */
  readonly rule: string;
  /** The element (or sequence flow) concerned; absent when the file as a whole is. */
  readonly element?: ElementId;
  /** Which property, as the properties panel calls it (`Condition expression`), where one is concerned. */
  readonly property?: string;
  /** For the person who draws, in English; translated by rule name in the browser. */
  readonly message: string;
}
