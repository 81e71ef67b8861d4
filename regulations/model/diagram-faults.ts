import type { Element, ProcessDefinition } from '../../bpmn/index.js';
import type { Pack } from './pack.js';

/** Activity type that sends emails, under the name that deployed diagrams have, and the header that names the template. */
export const SEND_EMAIL = 'sendLetter';
export const TEMPLATE_HEADER = 'template';

interface Named {
  readonly what: string;
  readonly name: string;
  readonly known: readonly string[];
}

const codes = (values: readonly { readonly code: string }[]): readonly string[] => values.map(({ code }) => code);

/** Everything of the pack that an element names. */
function namesIn(element: Element, pack: Pack): readonly Named[] {
  const { status, assignedStatus, milestoneStart, milestoneMet, action } = element.reglament ?? {};
  const timer = 'timer' in element ? element.timer : undefined;
  const groups = element.type === 'userTask' ? element.task.candidateGroups : undefined;
  const groupNames = groups?.kind === 'static' && typeof groups.value === 'string' ? groups.value.split(',') : [];
  const formId = element.type === 'userTask' ? element.task.formId : undefined;
  const work = 'work' in element && element.work.kind === 'activity' ? element.work : undefined;
  const template = work?.activity === SEND_EMAIL ? (work.headers[TEMPLATE_HEADER] ?? '') : undefined;
  const calendar = timer?.calendar?.kind === 'static' ? timer.calendar.value : undefined;
  const one = (what: string, name: string | undefined, known: readonly string[]): readonly Named[] =>
    name === undefined ? [] : [{ what, name, known }];
  return [
    ...one('status', status, codes(pack.statuses)),
    ...one('status', assignedStatus, codes(pack.statuses)),
    ...one('milestone', milestoneStart, codes(pack.milestones)),
    ...one('milestone', milestoneMet, codes(pack.milestones)),
    ...one('milestone', timer?.milestone, codes(pack.milestones)),
    ...one('calendar', typeof calendar === 'string' ? calendar : undefined, codes(pack.calendars)),
    ...one('form', formId, Object.keys(pack.forms)),
    ...one('form', action?.form, Object.keys(pack.forms)),
    ...one('email template', template, Object.keys(pack.letters)),
    ...[...(action?.roles ?? []), ...groupNames].flatMap((role) => one('role', role.trim(), codes(pack.roles))),
  ];
}

/** What the diagrams of a pack name that the pack does not have; a missing process of the tickets themselves. */
export function diagramFaults(pack: Pack, processes: readonly ProcessDefinition[]): readonly string[] {
  const missing = processes.some(({ processId }) => processId === pack.process)
    ? []
    : [`process: there is no process ${pack.process}`];
  return [
    ...missing,
    ...processes.flatMap(({ processId, elements }) =>
      Object.values(elements).flatMap((element) =>
        namesIn(element, pack)
          .filter(({ name, known }) => !known.includes(name))
          .map(({ what, name }) => `${processId}, ${element.id}: there is no ${what} ${name}`),
      ),
    ),
  ];
}
