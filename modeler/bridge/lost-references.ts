/** What bpmn-js says of a file while it is read. */
export interface ImportWarning {
  readonly message: string;
  readonly element?: { readonly id?: string; readonly name?: string };
  readonly value?: string;
}

/** A reference to something that the file does not have. */
export interface LostReference {
  /** Name or id of the element that has it. */
  readonly from: string;
  /** The id that leads nowhere. */
  readonly to: string;
}

/** References that lead nowhere: they cannot be kept when the diagram is saved. */
export const lostReferences = (warnings: readonly ImportWarning[]): readonly LostReference[] =>
  warnings.flatMap(({ message, element, value }) =>
    message.startsWith('unresolved reference') && value !== undefined
      ? [{ from: element?.name?.trim() || element?.id || '', to: value }]
      : [],
  );
