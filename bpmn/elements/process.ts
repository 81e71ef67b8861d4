import type { ProcessElement } from '../model/index.js';
import { beginInside, container } from './container.js';

/** The process itself. */
export const process = container<ProcessElement>((step, element, self) => beginInside(step, element.noneStart, self));
