import type { Pool } from 'pg';
import { visibleVariables, type InstanceState, type Json, type Key, type Variables } from '../../bpmn/index.js';
import type { Clock } from '../timers/clock.js';
import type { Door } from './door.js';
import type { Definitions } from '../definitions/definitions.js';
import type { Answer, EntityKey, InstanceEnding, Refusal, StartCommand, StartedInstance } from '../engine.js';
import type { Accept } from './accept.js';
import type { Outcomes } from './outcomes.js';
import { noSuch } from './words.js';
import { instanceOf, localOf, processInstanceKey, ROOT_LOCAL } from '../keys.js';

/** Unique violation (PostgreSQL, appendix A). */
const UNIQUE_VIOLATION = '23505';
/** One active instance per process and business id. */
const BUSINESS_ID = 'process_instances_business_id';

/** Process instances as a whole: start, wait for the end, cancel, variables, incidents. */
export function createInstances(deps: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly definitions: Definitions;
  readonly door: Door;
  readonly accept: Accept;
  readonly outcomes: Outcomes;
}) {
  const { pool, accept } = deps;

  const stateOf = async (instance: bigint): Promise<InstanceState | undefined> => {
    const { rows } = await pool.query<{ state: InstanceState }>({
      name: 'instance-state',
      text: 'select state from process_instances where number = $1',
      values: [instance],
    });
    return rows[0]?.state;
  };

  const isInstance = (key: EntityKey): boolean => localOf(key) === ROOT_LOCAL;

  return {
    async start(command: StartCommand): Promise<StartedInstance | Refusal> {
      const definition = await deps.definitions.find(command.definition);
      if (!definition) return { answer: 'refused', code: 'not-found', reason: notDeployed(command.definition) };
      const at = (await deps.clock.now()).getTime();
      try {
        const opened = await deps.door(
          definition,
          { type: 'start', at, variables: command.variables },
          {
            ...(command.businessId === undefined ? {} : { businessId: command.businessId }),
            ...(command.tags === undefined ? {} : { tags: command.tags }),
          },
        );
        if (opened.opened !== 'started') {
          const reason = opened.opened === 'refused' ? opened.reason : 'The start was taken back.';
          return { answer: 'refused', code: 'wrong-state', reason };
        }
        const { hash: _hash, deploymentKey: _deployment, eagerStart: _eager, ...described } = definition;
        return {
          answer: 'started',
          processInstanceKey: processInstanceKey(opened.number),
          definition: described,
          tags: command.tags ?? [],
          ...(command.businessId === undefined ? {} : { businessId: command.businessId }),
        };
      } catch (error) {
        const { code, constraint } = error as { readonly code?: string; readonly constraint?: string };
        if (code !== UNIQUE_VIOLATION || constraint !== BUSINESS_ID) throw error;
        const reason = `An active instance of ${definition.processId} has the business id ${command.businessId}.`;
        return { answer: 'refused', code: 'already-exists', reason };
      }
    },

    async awaitEnd(key: EntityKey, timeoutMs: number, signal?: AbortSignal): Promise<InstanceEnding> {
      const instance = instanceOf(key);
      if (!(await deps.outcomes.ended(instance.toString(), timeoutMs, signal))) return { status: 'timeout' };
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

    cancel: (key: EntityKey): Promise<Answer> =>
      isInstance(key)
        ? accept(instanceOf(key), { type: 'cancel' }, { process: key })
        : Promise.resolve({ answer: 'refused', code: 'not-found', reason: noSuch({ process: key }) }),

    setVariables(key: EntityKey, variables: Variables, local: boolean): Promise<Answer> {
      const scope: Key = `e${localOf(key)}`;
      return accept(instanceOf(key), { type: 'variables.set', scope, local, variables }, { element: key });
    },

    async visibleVariables(key: EntityKey): Promise<Readonly<Record<string, Json>> | undefined> {
      const state = await stateOf(instanceOf(key));
      return state && visibleVariables(state, `e${localOf(key)}`);
    },

    resolveIncident: (key: EntityKey): Promise<Answer> =>
      accept(instanceOf(key), { type: 'incident.resolved', key: `i${localOf(key)}` }, { incident: key }),

    /** A new workflow id, because an id is never used twice; everything not consumed is sent again. */
    async restartWorkflow(instance: bigint): Promise<void> {
      await pool.query(
        `with head as (
           update process_instances set workflow_started = false, workflow_id = process_id || '/' || gen_random_uuid()
           where number = $1 and status = 'active' returning number, consumed
         )
         update inboxes b set sent_to = head.consumed, unsent = true, lease_until = 'epoch' from head where b.instance = head.number`,
        [instance],
      );
    },

    /** Resolves when no start by this message is open any more, or after 2 s. */
    async startedByMessage(messageKey: bigint): Promise<void> {
      const giveUp = Date.now() + 2_000;
      while (Date.now() < giveUp) {
        const { rows } = await pool.query({
          name: 'starts-of-message',
          text: 'select 1 from starts where message_key = $1 limit 1',
          values: [messageKey],
        });
        if (rows.length === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
  };
}

const notDeployed = (selector: StartCommand['definition']): string =>
  'key' in selector
    ? `There is no process definition ${selector.key}.`
    : `There is no process «${selector.processId}»${selector.version === undefined ? '' : ` in version ${selector.version}`}.`;
