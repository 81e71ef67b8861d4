/**
 * Makes the properties panel take what was typed last as soon as the pointer comes back to the canvas: a field hands it on
 * a moment later, or when it is left. Left by pressing an entry of a pad, it would draw the pad anew below the pointer,
 * and the click would meet nothing.
 */
export const commitField = (canvas: HTMLElement, properties: HTMLElement): void =>
  canvas.addEventListener('pointerenter', () => {
    const field = document.activeElement;
    if (!(field instanceof HTMLElement) || !properties.contains(field)) return;
    field.blur();
    field.focus({ preventScroll: true });
  });
