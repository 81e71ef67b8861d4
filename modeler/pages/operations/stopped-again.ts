import type { Incident } from './instance-queries.js';

type Stop = Pick<Incident, 'incidentKey' | 'elementId' | 'processInstanceKey'>;

/** The incidents that retrying has led to: new ones where something was retried. `before` and `now`: the open ones. */
export const stoppedAgain = <Open extends Stop>(
  retried: readonly Stop[],
  before: readonly Stop[],
  now: readonly Open[],
): readonly Open[] => {
  const known = new Set(before.map(({ incidentKey }) => incidentKey));
  return now.filter(
    ({ incidentKey, elementId, processInstanceKey }) =>
      !known.has(incidentKey) &&
      retried.some((one) => one.elementId === elementId && one.processInstanceKey === processInstanceKey),
  );
};
