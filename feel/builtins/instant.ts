import { date } from '@bpmn-io/feelin';
import type { Instant } from '../json.js';

/** Zone of what `now()` gives. Not feelin's fixed UTC zone, in which midnight would be taken for a mere date. */
export const instantZone = 'Etc/UTC';

/** `now()`: the given instant as a date and time in UTC. */
export const now = (at: Instant): unknown => date(`${isoText(at).slice(0, -1)}@${instantZone}`);

/** `today()`: the UTC date of the given instant. */
export const today = (at: Instant): unknown => date(isoText(at).slice(0, 10));

const isoText = (at: Instant): string => new Date(at).toISOString();
