/** Packages of bpmn.io that come without types: what we use of them. */

declare module 'bpmn-js-properties-panel' {
  import type { ModuleDeclaration } from 'didi';

  export const BpmnPropertiesPanelModule: ModuleDeclaration;
  export const BpmnPropertiesProviderModule: ModuleDeclaration;
  export const ZeebePropertiesProviderModule: ModuleDeclaration;
  /** A service of the diagram, inside of an entry. */
  export function useService<Service>(name: string): Service;
}

declare module 'bpmn-js-create-append-anything' {
  import type { ModuleDeclaration } from 'didi';

  export const CreateAppendAnythingModule: ModuleDeclaration;
}

declare module 'bpmn-js-color-picker' {
  import type { ModuleDeclaration } from 'didi';

  const module: ModuleDeclaration;
  export default module;
}

declare module 'diagram-js-minimap' {
  import type { ModuleDeclaration } from 'didi';

  const module: ModuleDeclaration;
  export default module;
}

declare module 'camunda-bpmn-js-behaviors/lib/camunda-cloud' {
  import type { ModuleDeclaration } from 'didi';

  const module: ModuleDeclaration;
  export default module;
}

declare module 'camunda-bpmn-js-behaviors/lib/camunda-cloud/FormsBehavior' {
  /** What the modeler does about the forms of tasks beside what a person does. */
  export default class FormsBehavior {
    static readonly $inject: readonly string[];
    /** Converts and removes references to forms of user tasks of Camunda's own kind. */
    _registerZeebeUserTaskSupport(): void;
  }
}

declare module 'bpmn-js/lib/features/popup-menu/PopupEntries' {
  /** An element that menus offer. */
  export interface PopupEntry {
    readonly label: string;
    readonly target: {
      readonly type: string;
      readonly triggeredByEvent?: boolean;
      readonly instantiate?: boolean;
      readonly eventGatewayType?: string;
      readonly eventDefinitionType?: string;
    };
  }

  export const PopupEntries: Readonly<Record<string, PopupEntry>>;
}

declare module '@bpmn-io/properties-panel' {
  /** A part of an entry that the panel draws with its own Preact. */
  export type Drawn = object;

  interface EntryProps<Value> {
    readonly id: string;
    readonly element: object;
    readonly label: string;
    readonly description?: string;
    readonly debounce: unknown;
    readonly getValue: () => Value;
    readonly setValue: (value: Value) => void;
  }

  interface SelectProps extends EntryProps<string> {
    readonly getOptions: () => readonly { readonly value: string; readonly label: string }[];
  }

  interface TextAreaProps extends EntryProps<string | undefined> {
    /** What is wrong with a value; null: nothing. */
    readonly validate?: (value: string | undefined) => string | null;
    readonly rows?: number;
    readonly monospace?: boolean;
    readonly autoResize?: boolean;
  }

  export function TextFieldEntry(props: EntryProps<string | undefined>): Drawn;
  export function FeelEntry(props: EntryProps<string | undefined> & { readonly feel: 'optional' | 'required' }): Drawn;
  export function SelectEntry(props: SelectProps): Drawn;
  export function TextAreaEntry(props: TextAreaProps): Drawn;
  export function isTextFieldEntryEdited(node: Element): boolean;
  export function isFeelEntryEdited(node: Element): boolean;
  export function isTextAreaEntryEdited(node: Element): boolean;
  export function isSelectEntryEdited(node: Element): boolean;
}

declare module 'bpmn-moddle' {
  /** An element as it was read: what we look at of it. */
  export interface ReadElement {
    readonly $type: string;
    id?: string;
    readonly name?: string;
    readonly $parent?: ReadElement;
    rootElements?: readonly ReadElement[];
    diagrams?: readonly ReadDiagram[];
    readonly participants?: readonly (ReadElement & { readonly processRef?: ReadElement })[];
    readonly messageFlows?: readonly ReadElement[];
    readonly artifacts?: readonly ReadElement[];
    readonly laneSets?: readonly ReadElement[];
    readonly lanes?: readonly ReadElement[];
    readonly childLaneSet?: ReadElement;
    readonly flowElements?: readonly ReadElement[];
    readonly sourceRef?: ReadElement;
    readonly targetRef?: ReadElement;
    incoming?: readonly ReadElement[];
    outgoing?: readonly ReadElement[];
  }

  /** One of the diagrams of a file. */
  export interface ReadDiagram {
    readonly id?: string;
    readonly name?: string;
    readonly plane?: { readonly bpmnElement?: ReadElement; planeElement?: readonly ReadPart[] };
  }

  /** A point of a diagram. */
  export interface ReadPoint {
    readonly x: number;
    readonly y: number;
  }

  /** A rectangle of a diagram. */
  export interface ReadBounds extends ReadPoint {
    readonly width: number;
    readonly height: number;
  }

  /** A shape or edge of a diagram. */
  export interface ReadPart {
    readonly $type: string;
    readonly bpmnElement?: ReadElement;
    readonly isExpanded?: boolean;
    bounds?: ReadBounds;
    waypoint?: readonly ReadPoint[];
  }

  /** Reads and writes BPMN XML. */
  export class BpmnModdle {
    constructor(schemas: Readonly<Record<string, object>>);
    fromXML(xml: string): Promise<{ readonly rootElement: ReadElement }>;
    create<Made extends object = object>(type: string, properties: object): Made;
    toXML(element: object, options?: { readonly format?: boolean }): Promise<{ readonly xml: string }>;
  }
}

declare module 'bpmn-auto-layout' {
  /** Gives every element of a diagram a place. */
  export function layoutProcess(xml: string): Promise<string>;
}
