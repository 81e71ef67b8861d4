import { isFeelEntryEdited, isSelectEntryEdited, isTextFieldEntryEdited } from '@bpmn-io/properties-panel';
import type { Translate } from '../translation/translate.js';
import { FieldEntry } from './field-entry.js';
import { FORM_GROUP, formEntries } from './form-entries.js';
import { fieldGroups, type Field, type FieldGroup } from './fields.js';
import type { DiagramElement } from './moddle.js';

/** A group of the panel; further members are the panel's own business. */
interface PanelGroup {
  readonly id: string;
}

/** The panel's service that asks providers for groups. */
interface PropertiesPanel {
  registerProvider(priority: number, provider: { getGroups(element: DiagramElement): GroupChange }): void;
}

type GroupChange = (groups: readonly PanelGroup[]) => readonly PanelGroup[];

/** After the groups of BPMN and Zeebe. */
const PRIORITY = 400;

/** Groups for what the engine does not run (the deploy checks refuse it), or where it leaves no choice. */
const withoutUse = new Set([
  'Zeebe__ExecutionListeners',
  'Zeebe__TaskListeners',
  'userTaskImplementation',
  'businessRuleImplementation',
  'calledDecision',
]);

const isEdited = ({ input }: Field): ((node: Element) => boolean) =>
  input === 'text' ? isTextFieldEntryEdited : input === 'feel' ? isFeelEntryEdited : isSelectEntryEdited;

/** Puts a group behind the one it belongs to, or last. */
const inserted = (groups: readonly PanelGroup[], group: PanelGroup, after: string): readonly PanelGroup[] => {
  const at = groups.findIndex(({ id }) => id === after);
  return at < 0 ? [...groups, group] : [...groups.slice(0, at + 1), group, ...groups.slice(at + 1)];
};

/** The groups of the `reglament:` namespace in the properties panel. */
export class ReglamentProperties {
  static readonly $inject = ['propertiesPanel', 'translate'];

  constructor(
    panel: PropertiesPanel,
    private readonly translate: Translate,
  ) {
    panel.registerProvider(PRIORITY, this);
  }

  getGroups(element: DiagramElement): GroupChange {
    const forms = formEntries(element);
    return (groups) =>
      fieldGroups
        .filter((group) => group.appliesTo(element))
        .reduce<readonly PanelGroup[]>(
          (all, group) => inserted(all, this.#panelGroup(group), group.after),
          groups.filter(({ id }) => !withoutUse.has(id)),
        )
        // The frames of groups and lists take their texts from here.
        .map((group) => ({
          ...group,
          ...(group.id === FORM_GROUP ? { entries: forms } : {}),
          translate: this.translate,
        }));
  }

  #panelGroup(group: FieldGroup): PanelGroup & Readonly<Record<string, unknown>> {
    return {
      id: group.id,
      label: this.translate(group.label),
      entries: group.fields.map((field) => ({
        id: `${group.id}-${field.property}`,
        component: FieldEntry,
        isEdited: isEdited(field),
        ...{ field, group },
      })),
    };
  }
}
