import type { Evaluator } from '../../../feel/index.js';
import type { Element, ElementId, FlowId, Instant, ProcessDefinition, SequenceFlow } from '../../model/index.js';
import type { Behaviours, ElementBehaviour, Step } from '../behaviour.js';
import { BudgetExceededError } from './budget-exceeded-error.js';
import { Fifo } from './fifo.js';
import { InvariantError } from '../state/invariant-error.js';
import type { LiveInstance } from '../state/live-instance.js';
import type { Effect, JournalEntry } from '../messages.js';
import { CommandQueue } from './queue.js';
import { reason, type Reason } from '../incidents/reason.js';
import type { InstanceState, Wait } from '../state/state.js';
import { elementOf, WorkingState } from '../state/working-state.js';

/** What a kernel is made of. */
export interface Parts {
  readonly evaluator: Evaluator;
  readonly behaviours: Behaviours;
  readonly limits: Limits;
}

export interface Limits {
  /** Internal commands that one input may lead to; beyond it, arriving tokens stop with an incident. */
  readonly commandsPerInput: number;
  /**
   * Keys that one instance may give out in its life; beyond it, arriving tokens stop with an incident and nothing repeats
   * any more. Far enough below `largestLocalNumber` for what is under way to be brought to its stop.
   */
  readonly keysPerInstance: number;
}

/** What the phases of the kernel share while a session runs; `step` is the part that behaviours see. */
export class Run {
  readonly state: WorkingState;
  readonly queue = new CommandQueue();
  readonly step: Step;
  /** What the current phase asked for; opened when the phase ends well. */
  readonly asked: { readonly self: LiveInstance; readonly wait: Wait }[] = [];
  /** Scopes in which something changed since their joins and their end were last looked at. */
  readonly dirtyScopes = new Fifo<LiveInstance>();
  effects: Effect[] = [];
  journal: JournalEntry[] = [];
  now: Instant = 0;
  /** Internal commands carried out for the current input. */
  commands = 0;
  /** Internal commands carried out by the session. */
  work = 0;

  constructor(
    readonly definition: ProcessDefinition,
    state: InstanceState,
    readonly parts: Parts,
    createStep: (run: Run) => Step,
    readonly budget = Infinity,
  ) {
    this.state = new WorkingState(definition, state);
    this.step = createStep(this);
  }

  /** Makes ready for the next input. */
  begin(at: Instant): void {
    this.now = at;
    this.effects = [];
    this.journal = [];
    this.commands = 0;
  }

  /** Counts one internal command. @throws BudgetExceededError when the session may do no more */
  count(): void {
    this.commands += 1;
    this.work += 1;
    if (this.work > this.budget) throw new BudgetExceededError(this.budget);
  }

  /** Why no token may arrive any more; undefined where one may. */
  get exhausted(): Reason | undefined {
    const { commandsPerInput } = this.parts.limits;
    return this.commands > commandsPerInput ? reason('too-many-commands', { most: commandsPerInput }) : this.usedUp;
  }

  /** Why the instance can only be cancelled: it has no keys left; undefined where it has. */
  get usedUp(): Reason | undefined {
    const { keysPerInstance } = this.parts.limits;
    return this.state.keysGivenOut < keysPerInstance ? undefined : reason('keys-used-up', { most: keysPerInstance });
  }

  element(id: ElementId): Element {
    return elementOf(this.definition, id);
  }

  flow(id: FlowId): SequenceFlow {
    const flow = this.definition.flows[id];
    if (!flow) throw new InvariantError(`process ${this.definition.processId} has no flow ${id}`);
    return flow;
  }

  /** The behaviour of an element. One place knows that an element's type and its behaviour's go together. */
  behaviour(element: Element): ElementBehaviour {
    return this.parts.behaviours[element.type];
  }

  emit(effect: Effect): void {
    this.effects.push(effect);
  }

  note(entry: JournalEntry): void {
    this.journal.push(entry);
  }

  /** The joins of a scope and its end are to be looked at once the queue is empty. */
  markDirty(scope: LiveInstance | null): void {
    if (scope === null || scope.dirty) return;
    scope.dirty = true;
    this.dirtyScopes.push(scope);
  }
}
