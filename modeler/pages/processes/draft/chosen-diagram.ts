const keyOf = (draftId: string): string => `reglament.diagram.${draftId}`;

/** The diagram of a draft's file that was last shown in this browser. */
export const readChosenDiagram = (storage: Pick<Storage, 'getItem'>, draftId: string): string | undefined =>
  storage.getItem(keyOf(draftId)) ?? undefined;

/** Keeps which diagram of a file is shown; where there is no room, the draft opens on the one of its process. */
export const keepChosenDiagram = (storage: Pick<Storage, 'setItem'>, draftId: string, diagram: string): void => {
  try {
    storage.setItem(keyOf(draftId), diagram);
  } catch {
    return;
  }
};
