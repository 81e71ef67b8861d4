import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../../bpmn/index.js';
import type { Case, Expectation } from './case-schema.js';
import type { ElementEvent, View } from './case-host.js';

/** What an `expect` step looks at: one instance or all of them, and what came before. */
export interface Subject {
  readonly view: View;
  /** The instances looked at. */
  readonly instances: ReadonlySet<string>;
  /** The last start was refused. */
  readonly startRejected: boolean;
  /** The instance in question could not be started, or the models not deployed. */
  readonly rejected: boolean;
  readonly markers: Case['markers'];
}

/** The fields of an `expect` step that say what has to hold. */
type Field = Exclude<keyof Expectation, 'do' | 'instance' | 'anyInstance'>;

/** Checks one field: says what does not hold, or nothing. */
type Check<F extends Field> = (subject: Subject, wanted: NonNullable<Expectation[F]>) => string | undefined;

/** One check for every field: leaving one out is a compile error. */
const checks: { readonly [F in Field]: Check<F> } = {
  state: (subject, wanted) => {
    const state = stateOf(subject);
    return (wanted as readonly string[]).includes(state) ? undefined : `it is ${state}, not ${wanted.join(' or ')}`;
  },
  rejected: ({ startRejected }, wanted) =>
    startRejected === wanted ? undefined : `the last start was ${startRejected ? 'refused' : 'accepted'}`,

  completed: (subject, ids) => missing('completed', ids, idsOf(subject, 'completed')),
  activated: (subject, ids) => missing('activated', ids, idsOf(subject, 'activated')),
  terminated: (subject, ids) => missing('terminated', ids, idsOf(subject, 'terminated')),
  notCompleted: (subject, ids) => unwanted('completed', ids, idsOf(subject, 'completed')),
  notActivated: (subject, ids) => unwanted('activated', ids, idsOf(subject, 'activated')),
  active: (subject, ids) =>
    missing(
      'active',
      ids,
      within(subject, subject.view.active).map(({ elementId }) => elementId),
    ),
  completedCount: (subject, counts) => miscounted('completed', counts, idsOf(subject, 'completed')),
  activatedCount: (subject, counts) => miscounted('activated', counts, idsOf(subject, 'activated')),
  terminatedCount: (subject, counts) => miscounted('terminated', counts, idsOf(subject, 'terminated')),
  completedInOrder: (subject, ids) => {
    const order = idsOf(subject, 'completed');
    let from = 0;
    for (const id of ids) {
      const at = order.indexOf(id, from);
      if (at < 0) return `${id} has not completed in this order: ${order.join(', ')}`;
      from = at + 1;
    }
    return undefined;
  },
  exactlyOneOf: (subject, groups) => {
    const completed = new Set(idsOf(subject, 'completed'));
    const wrong = groups.find((group) => group.filter((id) => completed.has(id)).length !== 1);
    return wrong && `not exactly one of ${wrong.join(', ')} has completed`;
  },
  flowsTaken: (subject, ids) => {
    const taken = flowsOf(subject);
    return taken && missing('taken', ids, taken);
  },
  flowsNotTaken: (subject, ids) => {
    const taken = flowsOf(subject);
    return taken && unwanted('taken', ids, taken);
  },

  variables: (subject, wanted) => differing(wanted, rootVariables(subject)),
  variablesAbsent: (subject, names) => {
    const root = rootVariables(subject);
    const present = names.filter((name) => Object.hasOwn(root, name));
    return present.length > 0 ? `there is a variable ${present.join(', ')}` : undefined;
  },
  variablesExactly: (subject, wanted) => notExactly(wanted, rootVariables(subject)),

  jobs: ({ view }, wanted) => {
    if (wanted.length === 0 && view.jobs.length > 0)
      return `open jobs: ${view.jobs.map(({ type }) => type).join(', ')}`;
    for (const { type, count, ...rest } of wanted) {
      const found = view.jobs.filter((job) => job.type === type && jobFits(job, rest)).length;
      if (found !== count) return `${found} open jobs of type ${type} that fit, not ${count}`;
    }
    return undefined;
  },
  userTasks: ({ view }, wanted) => {
    if (wanted.length === 0 && view.tasks.length > 0) {
      return `open tasks: ${view.tasks.map(({ elementId }) => elementId).join(', ')}`;
    }
    const absent = wanted.find((one) => !view.tasks.some((task) => taskFits(task, one)));
    return absent && `no open task fits ${JSON.stringify(absent)}`;
  },
  incidents: (subject, wanted) => {
    const open = within(subject, subject.view.incidents);
    const shown = open.map(({ elementId, errorType }) => `${elementId} ${errorType}`).join(', ');
    if (wanted.length === 0) return open.length > 0 ? `open incidents: ${shown}` : undefined;
    const absent = wanted.find(
      ({ elementId, errorType }) =>
        !open.some((one) => one.elementId === elementId && (errorType ?? one.errorType) === one.errorType),
    );
    return absent && `no open incident fits ${JSON.stringify(absent)}; open: ${shown || 'none'}`;
  },
  instancesOf: ({ view }, wanted) => {
    for (const [processId, numbers] of Object.entries(wanted)) {
      const all = view.instances.filter((instance) => instance.processId === processId);
      const found = {
        count: all.length,
        active: all.filter(({ state }) => state === 'active').length,
        completed: all.filter(({ state }) => state === 'completed').length,
      };
      const wrong = Object.entries(numbers).find(([what, number]) => found[what as keyof typeof found] !== number);
      if (wrong) return `instances of ${processId}: ${JSON.stringify(found)}, not ${JSON.stringify(numbers)}`;
    }
    return undefined;
  },
  markerCount: (subject, counts) => {
    const markers = subject.markers ?? {};
    const found = idsOf(subject, 'completed').flatMap((id) => markers[id] ?? []);
    return miscounted('marked', counts, found);
  },
};

/** What of an `expect` step does not hold, each with the field it stands in. */
export function failures(subject: Subject, expectation: Expectation): readonly string[] {
  return (Object.keys(checks) as Field[]).flatMap((field) => {
    const fault = check(field, subject, expectation);
    return fault === undefined ? [] : [`${field}: ${fault}`];
  });
}

function check<F extends Field>(field: F, subject: Subject, expectation: Expectation): string | undefined {
  const wanted = expectation[field];
  return wanted === undefined ? undefined : checks[field](subject, wanted);
}

function stateOf(subject: Subject): string {
  if (subject.rejected) return 'rejected';
  const instances = subject.view.instances.filter(({ id }) => subject.instances.has(id));
  if (instances.length === 0) return 'missing';
  if (within(subject, subject.view.incidents).length > 0) return 'incident';
  const states = new Set(instances.map(({ state }) => state));
  return states.size === 1 ? [...states].join() : 'active';
}

const within = <T extends { readonly instance: string }>(subject: Subject, items: readonly T[]): readonly T[] =>
  items.filter(({ instance }) => subject.instances.has(instance));

const idsOf = (subject: Subject, what: ElementEvent['what']): readonly string[] =>
  within(subject, subject.view.events)
    .filter((event) => event.what === what)
    .map(({ elementId }) => elementId);

const flowsOf = (subject: Subject): readonly string[] | undefined =>
  subject.view.flows && within(subject, subject.view.flows).map(({ flow }) => flow);

const rootVariables = ({ view, instances }: Subject): JsonObject =>
  Object.assign({}, ...[...instances].map((instance) => view.rootVariables(instance))) as JsonObject;

function missing(what: string, ids: readonly string[], found: readonly string[]): string | undefined {
  const absent = ids.filter((id) => !found.includes(id));
  return absent.length > 0 ? `not ${what}: ${absent.join(', ')}` : undefined;
}

function unwanted(what: string, ids: readonly string[], found: readonly string[]): string | undefined {
  const present = ids.filter((id) => found.includes(id));
  return present.length > 0 ? `${what}: ${present.join(', ')}` : undefined;
}

function miscounted(
  what: string,
  counts: Readonly<Record<string, number>>,
  found: readonly string[],
): string | undefined {
  const wrong = Object.entries(counts).map(
    ([id, count]) => [id, count, found.filter((one) => one === id).length] as const,
  );
  const told = wrong.filter(([, count, times]) => count !== times);
  return told.length > 0
    ? told.map(([id, count, times]) => `${id} ${what} ${times} times, not ${count}`).join('; ')
    : undefined;
}

function differing(wanted: JsonObject, found: JsonObject): string | undefined {
  const wrong = Object.keys(wanted).filter((name) => !sameJson(wanted[name], found[name]));
  return wrong.length > 0
    ? wrong.map((name) => `${name} is ${JSON.stringify(found[name])}, not ${JSON.stringify(wanted[name])}`).join('; ')
    : undefined;
}

const notExactly = (wanted: JsonObject, found: JsonObject): string | undefined =>
  sameJson(wanted, found) ? undefined : `there is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`;

const sameJson = (one: Json | undefined, other: Json | undefined): boolean => isDeepStrictEqual(one, other);

type WantedJob = Omit<NonNullable<Expectation['jobs']>[number], 'type' | 'count'>;

const jobFits = (job: View['jobs'][number], wanted: WantedJob): boolean =>
  (wanted.variables === undefined || differing(wanted.variables, job.variables) === undefined) &&
  (wanted.variablesExactly === undefined || sameJson(wanted.variablesExactly, job.variables)) &&
  (wanted.headers === undefined || differing(wanted.headers, job.headers) === undefined) &&
  (wanted.retries === undefined || wanted.retries === job.retries);

type WantedTask = NonNullable<Expectation['userTasks']>[number];

const taskFits = (task: View['tasks'][number], wanted: WantedTask): boolean =>
  task.elementId === wanted.elementId &&
  (wanted.assignee === undefined || wanted.assignee === task.assignee) &&
  (wanted.candidateGroups === undefined || isDeepStrictEqual(wanted.candidateGroups, [...task.candidateGroups]));
