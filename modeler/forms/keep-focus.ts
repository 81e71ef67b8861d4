import type { MouseEvent } from 'react';

/**
 * For the button below a form: pressing it leaves the focus in the field. Leaving a field makes form-js check it, the
 * message beside it comes or goes, and the button would move away from under the pointer before the click.
 */
export const keepFocus = (event: MouseEvent): void => event.preventDefault();

/** Leaves the field that is typed in: form-js takes over what was typed last only then, or a little later. */
export const leaveField = (): void => {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
};
