import type { SubProcess } from '../model/index.js';
import { activity } from './activity.js';
import { beginInside } from './container.js';

/** An embedded sub-process: a scope of its own. */
export const subProcess = activity<SubProcess>({
  begin: (step, element, self) => beginInside(step, element.noneStart, self),
});
