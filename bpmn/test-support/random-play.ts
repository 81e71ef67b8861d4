import { createFeelEvaluator } from '../../feel/index.js';
import { createKernel } from '../kernel/create-kernel.js';
import type { InputResult, Session } from '../kernel/kernel.js';
import type { Effect, Input, InputFact, Variables } from '../kernel/messages.js';
import { initialState, type InstanceState, type Key } from '../kernel/state/state.js';
import type { ProcessDefinition } from '../model/index.js';
import { FakeHost, same } from './fake-host.js';
import { frozen } from './play.js';
import type { Random } from './random.js';

const kernel = createKernel({ evaluate: createFeelEvaluator() });

/**
 * Plays an instance with answers in random order and checks after every input what must always hold: the same result
 * when computed twice, through JSON and in a session; the given state unchanged; the host's books equal the state.
 */
export class RandomPlay {
  readonly host = new FakeHost();
  readonly #session: Session;
  #state: InstanceState = frozen(initialState);
  #at = 0;

  constructor(
    readonly definition: ProcessDefinition,
    readonly random: Random,
  ) {
    this.#session = kernel.open(definition, this.#state);
  }

  get state(): InstanceState {
    return this.#state;
  }

  start(variables: Variables): void {
    this.#apply({ type: 'start', variables });
  }

  /** One random thing happens; `calm`: only what the model foresees as the normal way. False when nothing can. */
  happen(calm: boolean): boolean {
    const open = [...this.host.open.values()].filter((effect) => this.#canBeAnswered(effect, calm));
    if (this.host.incidents.size > 0 && (calm || this.random.chance(0.5))) {
      this.#apply({ type: 'incident.resolved', key: this.random.pick([...this.host.incidents]) });
      return true;
    }
    if (this.host.ended || open.length === 0) return false;
    this.#apply(answer(this.random.pick(open), this.random, calm));
    return true;
  }

  cancel(): void {
    this.#apply({ type: 'cancel' });
  }

  /** An answer to something that is over changes nothing, nor does one to a job that waits behind an incident. */
  answerLate(): void {
    const { over, blocked } = this.host;
    if (over.length > 0) this.#answerInVain(this.random.pick(over), 'superseded');
    if (blocked.size > 0) this.#answerInVain(this.random.pick([...blocked]), 'rejected');
  }

  #answerInVain(key: Key, outcome: 'superseded' | 'rejected'): void {
    const before = this.#state;
    const result = kernel.step(this.definition, before, { at: this.#at, ...lateAnswer(key) });
    same('late answer', [result.outcome, result.effects.length, result.journal.length], [outcome, 0, 0]);
    if (result.state !== before) throw new Error('a late answer has changed the state');
  }

  #apply(fact: InputFact): void {
    this.#at += 1_000;
    const input: Input = frozen({ at: this.#at, ...fact });
    const result = kernel.step(this.definition, this.#state, input);
    same('outcome', result.outcome, 'applied');
    this.#compareRuns(input, result);
    if (fact.type === 'timer.failed') this.host.failed.add(fact.key);
    if (consumes(fact)) this.#consume(fact.key);
    this.host.take(result);
    this.#state = frozen(JSON.parse(JSON.stringify(result.state)) as InstanceState);
    this.host.compare(this.#state);
    same('pending', kernel.pending(this.#state), this.host.armed());
  }

  #compareRuns(input: Input, result: InputResult & { readonly state: InstanceState }): void {
    same('the same step again', kernel.step(this.definition, this.#state, input), result);
    const { state, ...rest } = result;
    same('the same input in a session', this.#session.apply(input), rest);
    if (this.random.chance(0.3)) same('the state of the session', this.#session.close(), state);
  }

  #canBeAnswered(effect: Effect, calm: boolean): boolean {
    const failed = effect.type === 'timer.set' && this.host.failed.has(effect.key);
    const blocked = effect.type === 'job.open' && this.host.blocked.has(effect.key);
    return !failed && !blocked && (!calm || isNormal(effect));
  }

  /** Answers that close a request without an effect of their own. */
  #consume(key: Key): void {
    const effect = this.host.open.get(key);
    if (effect?.type === 'timer.set' || effect?.type === 'child.start' || effect?.type === 'activity.start') {
      this.host.close(key);
    }
  }
}

/** Boundary events and event sub-processes are not what an instance normally waits for. */
function isNormal(effect: Effect): boolean {
  return 'owner' in effect && (effect.owner.catches === undefined || effect.owner.element.startsWith('events'));
}

function consumes(fact: InputFact): fact is Extract<InputFact, { key: Key }> {
  return 'key' in fact && !['incident.resolved', 'job.failed', 'timer.failed'].includes(fact.type);
}

function answer(effect: Effect, random: Random, calm: boolean): InputFact {
  const fails = !calm && random.chance(0.25);
  const variables = { answer: random.below(100) };
  const error = { code: random.pick(['E', 'F']), message: 'error', variables };
  switch (effect.type) {
    case 'job.open':
      if (fails && random.chance(0.5)) {
        const again = random.chance(0.5) && {
          retries: 1 + random.below(3),
          backOffMs: random.below(2) * 1_000,
          variables,
        };
        return { type: 'job.failed', key: effect.key, message: 'failed', ...again };
      }
      return fails
        ? { type: 'job.errored', key: effect.key, ...error }
        : { type: 'job.completed', key: effect.key, variables };
    case 'task.open':
      return { type: 'task.completed', key: effect.key, variables };
    case 'subscription.open':
      return { type: 'message.received', key: effect.key, message: 'message', variables };
    case 'timer.set':
      if (fails) return { type: 'timer.failed', key: effect.key, message: 'no calendar' };
      return { type: 'timer.fired', key: effect.key, due: effect.timer.from + 60_000 };
    case 'child.start':
      if (fails)
        return random.pick([
          () => ({ type: 'child.failed', key: effect.key, message: 'no' }) as const,
          () => ({ type: 'child.terminated', key: effect.key }) as const,
          () => ({ type: 'child.errored', key: effect.key, ...error }) as const,
        ])();
      return { type: 'child.completed', key: effect.key, variables };
    case 'activity.start':
      if (fails)
        return { type: 'activity.failed', key: effect.key, message: 'no', ...(random.chance(0.5) && { code: 'E' }) };
      return { type: 'activity.completed', key: effect.key, result: variables };
    default:
      throw new Error(`${effect.type} asks for nothing`);
  }
}

function lateAnswer(key: Key): InputFact {
  switch (key[0]) {
    case 'j':
      return { type: 'job.completed', key, variables: {} };
    case 'u':
      return { type: 'task.completed', key, variables: {} };
    case 't':
      return { type: 'timer.fired', key, due: 0 };
    case 'm':
      return { type: 'message.received', key, message: 'm', variables: {} };
    case 'c':
      return { type: 'child.completed', key, variables: {} };
    default:
      return { type: 'activity.completed', key, result: {} };
  }
}
