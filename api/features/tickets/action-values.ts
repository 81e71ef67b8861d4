import { createFeelEvaluator } from '../../../feel/index.js';
import type { Variables } from '../../../bpmn/index.js';
import { jsonPointer } from '../../../json/index.js';
import { formFaults } from '../../../regulations/forms/form-faults.js';
import type { Pack } from '../../../regulations/model/pack.js';
import { invalid } from '../../routing/validate.js';
import type { OfferedAction } from './actions.js';

const evaluator = createFeelEvaluator();

/**
 * Values that a button is pressed with are those of its form; a button without one takes none.
 * @throws Problem `validation-failed` with everything that its form does not take
 */
export const checkActionValues = (
  { action }: Pick<OfferedAction, 'action'>,
  pack: Pack,
  values: Variables,
  at: Date,
): void => {
  const form = pack.forms[action.form ?? ''] ?? {};
  const faults = formFaults(form, values, { evaluator, at: at.getTime() });
  if (faults.length > 0)
    throw invalid(faults.map(({ path, ...fault }) => ({ ...fault, pointer: jsonPointer(['variables', ...path]) })));
};
