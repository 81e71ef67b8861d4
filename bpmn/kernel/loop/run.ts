import { Work, type Evaluator, type WorkLimits } from '../../../feel/index.js';
import type { Element, ElementId, FlowId, Instant, ProcessDefinition, SequenceFlow } from '../../model/index.js';
import type { Behaviours, ElementBehaviour, Step } from '../behaviour.js';
import { BudgetExceededError } from './budget-exceeded-error.js';
import { sizeOfEffect } from './effect-size.js';
import { Fifo } from './fifo.js';
import { InvariantError } from '../state/invariant-error.js';
import type { LiveInstance } from '../state/live-instance.js';
import type { Effect, JournalEntry } from '../messages.js';
import { CommandQueue } from './queue.js';
import { Obstacle } from '../incidents/obstacle.js';
import { reason, type Reason } from '../incidents/reason.js';
import type { InstanceState, Wait } from '../state/state.js';
import { localNumber } from '../state/state.js';
import { elementOf, WorkingState } from '../state/working-state.js';

/** What a kernel is made of. */
export interface Parts {
  readonly evaluator: Evaluator;
  readonly behaviours: Behaviours;
  readonly limits: Limits;
}

export interface Limits {
  /**
   * Internal commands that one input may lead to, those under way included; beyond it, arriving tokens stop with an
   * incident, and a parallel multi-instance activity that the input has entered stops as a whole.
   */
  readonly commandsPerInput: number;
  /** Characters and members of the variables and requests that one input may write; beyond it as beyond the commands. */
  readonly sizePerInput: number;
  /** What the expressions that one input leads to may cost together; beyond it an expression fails. */
  readonly expressions: WorkLimits;
  /**
   * Keys that one instance may give out in its life; beyond it, arriving tokens stop with an incident and nothing repeats
   * any more. Far enough below `largestLocalNumber` for what is under way to be brought to its stop.
   */
  readonly keysPerInstance: number;
}

/** Steps of expressions that count as one internal command. */
const STEPS_OF_A_COMMAND = 50;

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
  /** Internal commands carried out by the session, and what its expressions have cost in terms of commands. */
  work = 0;
  /** What the expressions of the current input have cost. */
  expressions: Work;
  #expressionSteps = 0;
  /** Characters and members that the current input has written. */
  #size = 0;
  #keysBefore = 0;
  /** What would have been made inside of a multi-instance activity was too much. */
  #overflowed = false;

  constructor(
    readonly definition: ProcessDefinition,
    state: InstanceState,
    readonly parts: Parts,
    createStep: (run: Run) => Step,
    readonly budget = Infinity,
  ) {
    this.state = new WorkingState(definition, state);
    this.step = createStep(this);
    this.expressions = new Work(parts.limits.expressions);
  }

  /** Makes ready for the next input. */
  begin(at: Instant): void {
    this.now = at;
    this.effects = [];
    this.journal = [];
    this.commands = 0;
    this.expressions = new Work(this.parts.limits.expressions);
    this.#expressionSteps = 0;
    this.#size = 0;
    this.#keysBefore = this.state.keysGivenOut;
    this.#overflowed = false;
  }

  /** Counts one internal command. @throws BudgetExceededError when the session may do no more */
  count(): void {
    this.commands += 1;
    this.work += 1;
    if (this.work > this.budget) throw new BudgetExceededError(this.budget);
  }

  /** Counts what an expression has cost. @throws BudgetExceededError when the session may do no more */
  countExpression(): void {
    this.work += (this.expressions.steps - this.#expressionSteps) / STEPS_OF_A_COMMAND;
    this.#expressionSteps = this.expressions.steps;
    if (this.work > this.budget) throw new BudgetExceededError(this.budget);
  }

  /** `self` is about to make so many instances inside of itself. @throws Obstacle when that is more than an input may */
  reserve(self: LiveInstance, instances: number): void {
    const most = this.parts.limits.commandsPerInput;
    if (this.commands + this.queue.size + instances <= most) return;
    this.#overflowed = this.newBodyAround(self.scope) !== undefined;
    throw new Obstacle('STEP_LIMIT_EXCEEDED', reason('too-much-at-once', { most }));
  }

  /** The outermost parallel multi-instance activity that the current input has entered, at an instance or around it. */
  newBodyAround(instance: LiveInstance | null): LiveInstance | undefined {
    let body: LiveInstance | undefined;
    for (let at = instance; at !== null && localNumber(at.key) > this.#keysBefore; at = at.scope)
      if (at.role === 'body' && 'multiInstance' in at.element && at.element.multiInstance?.sequential === false)
        body = at;
    return body;
  }

  /** Why no token may arrive any more; undefined where one may. */
  get exhausted(): Reason | undefined {
    const { commandsPerInput, sizePerInput } = this.parts.limits;
    if (this.#overflowed) return reason('too-much-at-once', { most: commandsPerInput });
    if (this.#size > sizePerInput) return reason('step-size', { most: sizePerInput });
    return this.commands + this.queue.size > commandsPerInput
      ? reason('too-many-commands', { most: commandsPerInput })
      : this.usedUp;
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
    this.#size += sizeOfEffect(effect);
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
