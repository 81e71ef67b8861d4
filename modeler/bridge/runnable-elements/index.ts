import { RunnableElements } from './runnable-elements.js';

/** Menus offer what the engine runs. */
export const runnableElementsModule = {
  __init__: ['runnableElements'],
  runnableElements: ['type', RunnableElements],
};
