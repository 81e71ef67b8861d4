import { localNumber, type Instant, type ProcessDefinition } from '../../bpmn/index.js';
import type { Projections, SteppedInput, UnassignedTask } from '../../engine/index.js';

/** What the outside marks about elements; what the names mean is the outside's business. */
export type MarkKind = 'status' | 'milestoneStart' | 'milestoneMet';

type Entry =
  | { readonly kind: MarkKind; readonly name: string; readonly elementId: string; readonly at: Instant }
  /** A completed element instance; whether its element meets a milestone is looked up by the writing itself. */
  | { readonly local: number; readonly at: Instant };

/** The marks of a step, as the SQL function `write_marks` takes them. */
export interface Marks {
  readonly entries: readonly Entry[];
  /** Milestones that completed elements meet. */
  readonly met: Readonly<Record<string, string>>;
  /** Tasks that go back to the last assignee of their element. */
  readonly returned?: readonly ReturnedTask[];
}

interface ReturnedTask {
  readonly local: number;
  readonly elementId: string;
  /** What the element marks when its task is assigned. */
  readonly status?: string;
}

/** Definitions are immutable, so what they mark is looked up once. */
const milestonesMet = new WeakMap<ProcessDefinition, Readonly<Record<string, string>>>();

function metBy(definition: ProcessDefinition): Readonly<Record<string, string>> {
  const known = milestonesMet.get(definition);
  if (known) return known;
  const met = Object.fromEntries(
    Object.values(definition.elements).flatMap(({ id, reglament }) =>
      reglament?.milestoneMet === undefined ? [] : [[id, reglament.milestoneMet]],
    ),
  );
  milestonesMet.set(definition, met);
  return met;
}

/** Which of the tasks that a step opened unassigned go back to the last assignee of their element. */
function returnedOf(definition: ProcessDefinition, opened: readonly UnassignedTask[]): readonly ReturnedTask[] {
  return opened.flatMap(({ local, elementId }) => {
    const { keepsAssignee, assignedStatus } = definition.elements[elementId]?.reglament ?? {};
    if (!keepsAssignee) return [];
    return [{ local, elementId, ...(assignedStatus === undefined ? {} : { status: assignedStatus }) }];
  });
}

/**
 * What the `reglament:` properties of the elements that a step entered and completed say: a status and the
 * start of a milestone when an element is entered, a milestone met when it is completed, the last assignee of a task that
 * was opened unassigned. Undefined when there is nothing.
 */
export function marksOf(
  definition: ProcessDefinition,
  inputs: readonly SteppedInput[],
  opened: readonly UnassignedTask[] = [],
): Marks | undefined {
  const met = metBy(definition);
  const completing = Object.keys(met).length > 0;
  const entries: Entry[] = [];
  for (const {
    journal,
    input: { at },
  } of inputs) {
    for (const entry of journal) {
      if (entry.type === 'completed' && completing) entries.push({ local: localNumber(entry.key), at });
      if (entry.type !== 'entered' || entry.role === 'iteration') continue;
      const properties = definition.elements[entry.element]?.reglament;
      for (const kind of ['status', 'milestoneStart'] as const) {
        const name = properties?.[kind];
        if (name !== undefined) entries.push({ kind, name, elementId: entry.element, at });
      }
    }
  }
  const returned = returnedOf(definition, opened);
  if (entries.length + returned.length === 0) return undefined;
  return { entries, met, ...(returned.length === 0 ? {} : { returned }) };
}

/** The marks of a step, as the engine asks for them. */
export const markProjections: Projections = { of: marksOf };
