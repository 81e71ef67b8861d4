import { eventDefinition, extension, isA, type DiagramElement, type ModdleElement } from './moddle.js';

/** Where the value of a field stands: an attribute of the element, of its event definition, or of an extension element. */
export type Holder = { readonly at: 'element' } | { readonly at: 'definition' | 'extension'; readonly type: string };

/** One field of the properties panel. Texts are English; the panel translates them. */
export interface Field {
  /** Name of the attribute, without prefix. */
  readonly property: string;
  readonly label: string;
  readonly description?: string;
  readonly holder: Holder;
  /** A text, a text or FEEL expression, or one of these values. */
  readonly input: 'text' | 'feel' | readonly { readonly value: string; readonly label: string }[];
}

/** Fields that belong together, and the elements that have them. */
export interface FieldGroup {
  readonly id: string;
  readonly label: string;
  /** The group of the panel that it follows; the later one in this table comes first. */
  readonly after: string;
  readonly fields: readonly Field[];
  appliesTo(element: DiagramElement): boolean;
}

const TIMER = 'bpmn:TimerEventDefinition';
const ERROR = 'bpmn:ErrorEventDefinition';

const onElement = { at: 'element' } as const;
const onTimer = { at: 'definition', type: TIMER } as const;
const onError = { at: 'definition', type: ERROR } as const;
const onActivity = { at: 'extension', type: 'reglament:TemporalActivity' } as const;
const onAction = { at: 'extension', type: 'reglament:Action' } as const;

const hasTimer = (element: DiagramElement): boolean => eventDefinition(element, TIMER) !== undefined;

const isMessageCatch = (element: DiagramElement): boolean =>
  isA(element, 'bpmn:ReceiveTask') ||
  (isA(element, 'bpmn:CatchEvent') && eventDefinition(element, 'bpmn:MessageEventDefinition') !== undefined);

const isWork = (element: DiagramElement): boolean =>
  isA(element, 'bpmn:ServiceTask', 'bpmn:SendTask') ||
  (isA(element, 'bpmn:ThrowEvent') && eventDefinition(element, 'bpmn:MessageEventDefinition') !== undefined);

const clause: Field = {
  property: 'clause',
  label: 'Clause',
  description: 'The clause of the regulation that this carries out, e.g. PRO-18',
  holder: onElement,
  input: 'text',
};

/** Everything that the `reglament:` namespace adds to elements. */
export const fieldGroups: readonly FieldGroup[] = [
  {
    id: 'reglament-stage',
    label: 'Regulation',
    after: 'general',
    appliesTo: (element) => isA(element, 'bpmn:Activity', 'bpmn:Event'),
    fields: [
      {
        property: 'status',
        label: 'Status',
        description: 'Ticket or release status while the token is here',
        holder: onElement,
        input: 'text',
      },
      {
        property: 'milestoneStart',
        label: 'Milestone started',
        description: 'The term begins when the token comes here',
        holder: onElement,
        input: 'text',
      },
      {
        property: 'milestoneMet',
        label: 'Milestone met',
        description: 'The term is met when this is completed',
        holder: onElement,
        input: 'text',
      },
      clause,
    ],
  },
  {
    id: 'reglament-assigned',
    label: 'Regulation of the task',
    after: 'reglament-stage',
    appliesTo: (element) => isA(element, 'bpmn:UserTask'),
    fields: [
      {
        property: 'assignedStatus',
        label: 'Status when assigned',
        description: 'Ticket or release status while somebody has the task',
        holder: onElement,
        input: 'text',
      },
      {
        property: 'keepsAssignee',
        label: 'When it comes again',
        description: 'Whose the task is when the process comes back to it',
        holder: onElement,
        input: [
          { value: '', label: 'Nobody has it' },
          { value: 'true', label: 'Whoever had it last gets it back' },
        ],
      },
    ],
  },
  {
    id: 'reglament-clause',
    label: 'Regulation',
    after: 'general',
    appliesTo: (element) => isA(element, 'bpmn:Gateway', 'bpmn:SequenceFlow'),
    fields: [clause],
  },
  {
    id: 'reglament-working-time',
    label: 'Working time',
    after: 'timer',
    appliesTo: hasTimer,
    fields: [
      {
        property: 'unit',
        label: 'Unit',
        holder: onTimer,
        input: [
          { value: '', label: 'As written (all hours count)' },
          { value: 'workingTime', label: 'Working time of the calendar' },
          { value: 'workingDays', label: 'Working days of the calendar' },
        ],
      },
      {
        property: 'calendar',
        label: 'Calendar',
        description: 'Id of the calendar that the unit is counted in',
        holder: onTimer,
        input: 'feel',
      },
    ],
  },
  {
    id: 'reglament-activity',
    label: 'Temporal activity',
    after: 'taskDefinition',
    appliesTo: isWork,
    fields: [
      {
        property: 'taskQueue',
        label: 'Task queue',
        description: 'Workers of this queue do the work',
        holder: onActivity,
        input: 'text',
      },
      {
        property: 'activity',
        label: 'Activity',
        description: 'Name of the activity',
        holder: onActivity,
        input: 'text',
      },
      {
        property: 'timeout',
        label: 'Time limit of an attempt',
        description: 'A duration like PT30S',
        holder: onActivity,
        input: 'text',
      },
      {
        property: 'heartbeat',
        label: 'Longest silence of an attempt',
        description: 'A duration like PT20S; a silent attempt is taken for dead and repeated',
        holder: onActivity,
        input: 'text',
      },
      { property: 'retries', label: 'Attempts', holder: onActivity, input: 'text' },
    ],
  },
  {
    id: 'reglament-action',
    label: 'Button on the ticket',
    after: 'message',
    appliesTo: isMessageCatch,
    fields: [
      {
        property: 'label',
        label: 'Label',
        description: 'Pressing the button publishes the message',
        holder: onAction,
        input: 'text',
      },
      {
        property: 'roles',
        label: 'Roles',
        description: 'Who sees the button, separated by commas',
        holder: onAction,
        input: 'text',
      },
      {
        property: 'form',
        label: 'Form',
        description: 'Id of the form that is filled in first',
        holder: onAction,
        input: 'text',
      },
    ],
  },
  {
    id: 'reglament-caught-error',
    label: 'Caught error',
    after: 'error',
    appliesTo: (element) => isA(element, 'bpmn:CatchEvent') && eventDefinition(element, ERROR) !== undefined,
    fields: [
      { property: 'errorCodeVariable', label: 'Code variable', holder: onError, input: 'text' },
      { property: 'errorMessageVariable', label: 'Message variable', holder: onError, input: 'text' },
    ],
  },
];

/** The element that holds a field's value; undefined while there is no such extension element. */
export const holderOf = ({ holder }: Field, element: DiagramElement): ModdleElement | undefined => {
  if (holder.at === 'element') return element.businessObject;
  return holder.at === 'definition' ? eventDefinition(element, holder.type) : extension(element, holder.type);
};

/** Attributes of BPMN's own elements carry the prefix, those of our extension elements do not. */
export const attributeOf = ({ holder, property }: Field): string =>
  holder.at === 'extension' ? property : `reglament:${property}`;

/** The value of a field; nothing where nothing is set. */
export const readField = (field: Field, element: DiagramElement): string | undefined =>
  (holderOf(field, element)?.get(attributeOf(field)) as string | number | boolean | undefined)?.toString();
