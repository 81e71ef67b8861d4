/** Moves the focus from row to row of the table inside `list`: `step` rows down, the first when none has it. */
export const focusRow = (list: HTMLElement | null, step: 1 | -1): void => {
  const focused = document.activeElement?.closest('[data-index]')?.getAttribute('data-index');
  const index = focused === null || focused === undefined ? 0 : Number(focused) + step;
  list?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus();
};
