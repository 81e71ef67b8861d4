import {
  FeelEntry,
  isFeelEntryEdited,
  isTextAreaEntryEdited,
  SelectEntry,
  TextAreaEntry,
  type Drawn,
} from '@bpmn-io/properties-panel';
import { useService } from 'bpmn-js-properties-panel';
import type CommandStack from 'diagram-js/lib/command/CommandStack';
import { isFormText } from '../../../bpmn/deploy.js';
import type { Translate } from '../translation/translate.js';
import type { DiagramElement } from './moddle.js';
import { starterForm } from './starter-form.js';
import { readTaskForm, writeTaskForm, type TaskForm } from './task-form.js';
import type { Factory } from './write-field.js';

/** The group of the panel that these entries stand in; it is the panel's own. */
export const FORM_GROUP = 'form';

interface FormEntryProps {
  readonly id: string;
  readonly element: DiagramElement;
}

const useWriting = (element: DiagramElement): ((form: Parameters<typeof writeTaskForm>[1]) => void) => {
  const commandStack = useService<CommandStack>('commandStack');
  const factory = useService<Factory>('bpmnFactory');
  return (form) => {
    const commands = writeTaskForm(element, form, factory);
    if (commands.length > 0) commandStack.execute('properties-panel.multi-command-executor', commands);
  };
};

const kinds = {
  none: '<none>',
  embedded: 'In the diagram (JSON)',
  external: 'A page elsewhere',
  linked: 'By its id (not shown in tasks)',
} as const satisfies Readonly<Record<TaskForm['kind'], string>>;

/** What kind of form a user task has. A form by its id is only named where a diagram brings it along. */
const FormKind = ({ id, element }: FormEntryProps): Drawn => {
  const translate = useService<Translate>('translate');
  const debounce = useService<unknown>('debounceInput');
  const write = useWriting(element);
  const { kind } = readTaskForm(element);
  const offered = (['none', 'embedded', 'external', 'linked'] as const).filter(
    (one) => one !== 'linked' || kind === 'linked',
  );
  return SelectEntry({
    ...{ id, element, debounce, label: translate('Type') },
    getValue: () => kind,
    setValue: (value) => {
      if (value === 'embedded') write({ kind: 'embedded', body: starterForm(translate) });
      else if (value === 'external') write({ kind: 'external', address: '' });
      else if (value === 'none') write({ kind: 'none' });
    },
    getOptions: () => offered.map((value) => ({ value, label: translate(kinds[value]) })),
  });
};

/** The JSON of a form that lies in the diagram. What is not JSON yet is kept and said: the deploy checks refuse it. */
const FormJson = ({ id, element }: FormEntryProps): Drawn => {
  const translate = useService<Translate>('translate');
  const debounce = useService<unknown>('debounceInput');
  const write = useWriting(element);
  return TextAreaEntry({
    ...{ id, element, debounce, rows: 12, monospace: true, autoResize: true },
    label: translate('Form JSON configuration'),
    description: translate('Each field has a key: the variable that it fills'),
    getValue: () => {
      const form = readTaskForm(element);
      return form.kind === 'embedded' && form.body !== '' ? form.body : undefined;
    },
    setValue: (value = '') => write({ kind: 'embedded', body: value }),
    validate: (value = '') =>
      isFormText(value) ? null : translate('This is not the JSON of a form: an object with a list of components.'),
  });
};

const FormAddress = ({ id, element }: FormEntryProps): Drawn => {
  const translate = useService<Translate>('translate');
  const debounce = useService<unknown>('debounceInput');
  const write = useWriting(element);
  return FeelEntry({
    ...{ id, element, debounce, feel: 'optional' as const },
    label: translate('Address'),
    description: translate('Address of the page; the task leads to it'),
    getValue: () => {
      const form = readTaskForm(element);
      return form.kind === 'external' ? form.address : '';
    },
    setValue: (address = '') => write({ kind: 'external', address }),
  });
};

const kindEntry = {
  id: 'form-kind',
  component: FormKind,
  isEdited: (node: HTMLSelectElement): boolean => node.value !== 'none',
};
const further = {
  none: [],
  linked: [],
  embedded: [{ id: 'form-json', component: FormJson, isEdited: isTextAreaEntryEdited }],
  external: [{ id: 'form-address', component: FormAddress, isEdited: isFeelEntryEdited }],
} as const;

/** The entries about a user task's form: those of the panel offer forms that the engine does not serve. */
export const formEntries = (element: DiagramElement): readonly object[] => [
  kindEntry,
  ...further[readTaskForm(element).kind],
];
