import type { DraftContent } from './draft-requests.js';

/** What was drawn last, kept in the browser until the server has it: nothing is lost when the page or its machine dies. */
export interface LocalCopy {
  /** The revision of the draft that it was drawn on. */
  readonly revision: number;
  readonly content: DraftContent;
  /** ISO 8601. */
  readonly at: string;
}

/** Where copies are kept: `localStorage`. */
export type CopyStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const keyOf = (draftId: string): string => `reglament.draft.${draftId}`;

/** Keeps a copy, if there is room: it is a safety net only. */
export const keepCopy = (storage: CopyStorage, draftId: string, copy: LocalCopy): void => {
  try {
    storage.setItem(keyOf(draftId), JSON.stringify(copy));
  } catch {
    storage.removeItem(keyOf(draftId));
  }
};

export const dropCopy = (storage: CopyStorage, draftId: string): void => storage.removeItem(keyOf(draftId));

const isCopy = (value: unknown): value is LocalCopy =>
  typeof value === 'object' && value !== null && 'revision' in value && 'content' in value && 'at' in value;

/** The copy of a draft that the server never got; undefined when there is none. */
export const readCopy = (storage: CopyStorage, draftId: string): LocalCopy | undefined => {
  try {
    const value: unknown = JSON.parse(storage.getItem(keyOf(draftId)) ?? 'null');
    return isCopy(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** What to do with a copy when its draft is opened. */
export type Recovery = 'nothing' | 'restore' | 'conflict';

/** A copy is restored unless somebody has changed the draft since; then a person decides. */
export const recoveryOf = (
  copy: LocalCopy | undefined,
  draft: { readonly revision: number; readonly xml: string },
): Recovery => {
  if (copy === undefined || copy.content.xml === draft.xml) return 'nothing';
  return copy.revision === draft.revision ? 'restore' : 'conflict';
};
