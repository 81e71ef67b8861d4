import { FeelEntry, SelectEntry, TextFieldEntry, type Drawn } from '@bpmn-io/properties-panel';
import { useService } from 'bpmn-js-properties-panel';
import type CommandStack from 'diagram-js/lib/command/CommandStack';
import type { Translate } from '../translation/translate.js';
import { readField, type Field, type FieldGroup } from './fields.js';
import type { DiagramElement } from './moddle.js';
import { writeField, type Factory } from './write-field.js';

/** What the panel hands to an entry: the element, and all that the entry was declared with. */
export interface FieldEntryProps {
  readonly id: string;
  readonly element: DiagramElement;
  readonly field: Field;
  readonly group: FieldGroup;
}

/** An entry of the properties panel for a field. */
export const FieldEntry = ({ id, element, field, group }: FieldEntryProps): Drawn => {
  const commandStack = useService<CommandStack>('commandStack');
  const factory = useService<Factory>('bpmnFactory');
  const translate = useService<Translate>('translate');
  const debounce = useService<unknown>('debounceInput');
  const siblings = group.fields.map(({ property }) => property);

  const shared = {
    id,
    element,
    debounce,
    label: translate(field.label),
    ...(field.description === undefined ? {} : { description: translate(field.description) }),
    setValue: (value: string | undefined): void => {
      const commands = writeField(field, element, value, siblings, factory);
      if (commands.length > 0) commandStack.execute('properties-panel.multi-command-executor', commands);
    },
  };
  if (field.input === 'text') return TextFieldEntry({ ...shared, getValue: () => readField(field, element) });
  if (field.input === 'feel')
    return FeelEntry({ ...shared, feel: 'optional', getValue: () => readField(field, element) });
  const options = field.input.map(({ value, label }) => ({ value, label: translate(label) }));
  return SelectEntry({ ...shared, getValue: () => readField(field, element) ?? '', getOptions: () => options });
};
