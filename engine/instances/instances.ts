import type { Pool } from 'pg';
import { visibleVariables, type InstanceState, type Json, type Key, type Variables } from '../../bpmn/index.js';
import type { DefinitionRow, Definitions } from '../definitions/definitions.js';
import {
  StaleCallerError,
  type Actor,
  type Answer,
  type EntityKey,
  type InstanceEnding,
  type Refusal,
  type StartCommand,
  type StartedInstance,
} from '../engine.js';
import { instanceOf, localOf, processInstanceKey, ROOT_LOCAL } from '../keys.js';
import type { ProductClock } from '../timers/clock.js';
import type { GiveCommand } from './commands.js';
import { notFoundMessage } from './describe-entity.js';
import type { HeavyStarts } from './heavy-starts.js';
import type { Outcomes } from './outcomes.js';
import type { RetryFailure } from './retry-failure.js';
import type { StartInstance } from './start-instance.js';

/** Process instances as a whole: start, wait for the end, cancel, variables, incidents. */
export function createInstances(deps: {
  readonly pool: Pool;
  readonly clock: ProductClock;
  readonly definitions: Definitions;
  readonly startInstance: StartInstance;
  readonly heavyStarts: HeavyStarts;
  readonly give: GiveCommand;
  readonly retryFailure: RetryFailure;
  readonly outcomes: Outcomes;
}) {
  const { pool, give, definitions } = deps;

  const stateOf = async (instance: bigint): Promise<InstanceState | undefined> => {
    const { rows } = await pool.query<{ state: InstanceState }>({
      name: 'instance-state',
      text: 'select state from process_instances where number = $1',
      values: [instance],
    });
    return rows[0]?.state;
  };

  const isInstance = (key: EntityKey): boolean => localOf(key) === ROOT_LOCAL;

  /** The definition may be remembered; whether it is still the newest is checked by the commit. */
  const startOf = async (
    definition: DefinitionRow,
    command: StartCommand,
    actor: Actor | undefined,
  ): Promise<bigint | Refusal | 'outdated'> => {
    const at = deps.clock.reading().now;
    const { businessId, tags, durable, variables } = command;
    const origin = {
      ...(businessId === undefined ? {} : { businessId }),
      ...(tags === undefined ? {} : { tags }),
      ...(durable === undefined ? {} : { durable }),
    };
    const latest = !('key' in command.definition) && command.definition.version === undefined;
    const start = { type: 'start' as const, at, variables };
    const started = await deps.startInstance(definition, start, origin, { callers: actor?.rights, latest });
    switch (started.result) {
      case 'started':
        return started.number;
      case 'refused':
        return { answer: 'refused', code: started.code, reason: started.reason };
      case 'absent':
        return { answer: 'refused', code: 'wrong-state', reason: 'The start was taken back.' };
      case 'outdated':
        return 'outdated';
      case 'stale-caller':
        throw new StaleCallerError();
      case 'heavy':
        return deps.heavyStarts(definition, start, origin, actor);
    }
  };

  return {
    async start(command: StartCommand, actor?: Actor): Promise<StartedInstance | Refusal> {
      for (;;) {
        const definition = await definitions.find(command.definition);
        if (!definition) return { answer: 'refused', code: 'not-found', reason: notDeployed(command.definition) };
        const started = await startOf(definition, command, actor);
        if (started === 'outdated') {
          definitions.forgetLatest(definition.processId);
          continue;
        }
        if (typeof started === 'object') return started;
        const { hash: _hash, deploymentKey: _deployment, ...described } = definition;
        return {
          answer: 'started',
          processInstanceKey: processInstanceKey(started),
          definition: described,
          tags: command.tags ?? [],
          ...(command.businessId === undefined ? {} : { businessId: command.businessId }),
        };
      }
    },

    async awaitEnd(key: EntityKey, timeoutMs: number, signal?: AbortSignal): Promise<InstanceEnding> {
      const instance = instanceOf(key);
      const ending = await deps.outcomes.ended(instance.toString(), timeoutMs, signal);
      if (ending === undefined) return { status: 'timeout' };
      if (ending !== 'ended') return ending;
      const { rows } = await pool.query<{ status: 'completed' | 'terminated' }>(
        'select status from process_instances where number = $1',
        [instance],
      );
      const variables = await pool.query<{ name: string; value: string }>(
        'select name, value from variables where instance = $1 and scope = $2 order by key',
        [instance, ROOT_LOCAL],
      );
      return {
        status: rows[0]!.status,
        variables: Object.fromEntries(variables.rows.map(({ name, value }) => [name, JSON.parse(value) as Json])),
      };
    },

    cancel: (key: EntityKey, actor?: Actor): Promise<Answer> =>
      isInstance(key)
        ? give(instanceOf(key), { type: 'cancel' }, { process: key }, actor)
        : Promise.resolve({ answer: 'refused', code: 'not-found', reason: notFoundMessage({ process: key }) }),

    setVariables(key: EntityKey, variables: Variables, local: boolean, actor?: Actor): Promise<Answer> {
      const scope: Key = `e${localOf(key)}`;
      return give(instanceOf(key), { type: 'variables.set', scope, local, variables }, { element: key }, actor);
    },

    async visibleVariables(key: EntityKey): Promise<Readonly<Record<string, Json>> | undefined> {
      const state = await stateOf(instanceOf(key));
      return state && visibleVariables(state, `e${localOf(key)}`);
    },

    /** Local number 0: an input that could not be stepped, which is done again; else an obstacle of the kernel's. */
    resolveIncident: (key: EntityKey, actor?: Actor): Promise<Answer> =>
      localOf(key) === 0
        ? deps.retryFailure(key, actor)
        : give(instanceOf(key), { type: 'incident.resolved', key: `i${localOf(key)}` }, { incident: key }, actor),
  };
}

const notDeployed = (selector: StartCommand['definition']): string =>
  'key' in selector
    ? `There is no process definition ${selector.key}.`
    : `There is no process «${selector.processId}»${selector.version === undefined ? '' : ` in version ${selector.version}`}.`;
