import type { Limits } from '../arguments.js';
import { checkout, isCheckout } from '../checkout.js';
import type { Contender } from '../contender.js';
import { handWritten, isHandWritten } from './hand-written.js';

/** What to compare with: another checkout of this project, or hand-written Temporal workflows. @throws Error when neither */
export function baseline(root: string, folder: string, limits: Limits, say: (text: string) => void): Contender {
  if (isCheckout(folder)) return checkout(folder, 'baseline', limits, say);
  if (isHandWritten(folder)) return handWritten(root, folder, limits, say);
  throw new Error(
    `${folder} is no baseline: it holds neither a checkout of this project nor hand-written Temporal workflows.`,
  );
}
