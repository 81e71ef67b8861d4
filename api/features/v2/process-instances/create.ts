import type { Variables } from '../../../../bpmn/index.js';
import {
  OutcomePendingError,
  type Actor,
  type Engine,
  type StartCommand,
  type StartedInstance,
} from '../../../../engine/index.js';
import type { CreateInstanceBody } from '../../../contract/v2/process-instances.js';
import { Problem } from '../../../problems/problem.js';
import type { Idle } from '../../../routing/load.js';
import { pendingStart, refusal } from '../answers.js';

/** How long the end of an instance is awaited when the caller does not say, in ms. */
export const DEFAULT_WAIT = 10_000;
/** The longest wait that is granted. */
const MAX_WAIT = 600_000;

/** The command that a body asks for. */
export const startCommand = (body: CreateInstanceBody): StartCommand => {
  const { processDefinitionKey, processDefinitionId, processDefinitionVersion } = body;
  const definition =
    processDefinitionKey === undefined
      ? {
          processId: processDefinitionId ?? '',
          ...(processDefinitionVersion === undefined ? {} : { version: processDefinitionVersion }),
        }
      : { key: processDefinitionKey };
  return {
    definition,
    variables: body.variables ?? {},
    ...(body.businessId === undefined ? {} : { businessId: body.businessId }),
    ...(body.tags === undefined ? {} : { tags: body.tags }),
  };
};

/** An instance that runs, or that has ended with these variables. */
export interface Created {
  readonly started: StartedInstance;
  readonly variables: Variables;
}

const fetched = (variables: Variables, names: readonly string[] | undefined): Variables =>
  names === undefined || names.length === 0
    ? variables
    : Object.fromEntries(Object.entries(variables).filter(([name]) => names.includes(name)));

const start = async (engine: Engine, command: StartCommand, actor: Actor): Promise<StartedInstance> => {
  try {
    const answer = await engine.start(command, actor);
    if (answer.answer === 'refused') throw refusal(answer);
    return answer;
  } catch (error) {
    throw error instanceof OutcomePendingError ? pendingStart(BigInt(error.instance)) : error;
  }
};

/**
 * Starts an instance, and awaits its end when the body asks for that.
 * @throws Problem what the engine refuses; `outcome-pending` (the start is stored); `timed-out` (the instance goes on); `instance-terminated`
 */
export const createInstance = async (
  engine: Engine,
  body: CreateInstanceBody,
  actor: Actor,
  signal: AbortSignal,
  idle: Idle,
): Promise<Created> => {
  const started = await start(engine, startCommand(body), actor);
  if (body.awaitCompletion !== true) return { started, variables: {} };
  const asked = body.requestTimeout ?? 0;
  const wait = Math.min(asked > 0 ? asked : DEFAULT_WAIT, MAX_WAIT);
  const key = started.processInstanceKey;
  const ending = await idle(() => engine.awaitEnd(key, wait, signal));
  const members = { processInstanceKey: key.toString() };
  switch (ending.status) {
    case 'completed':
      return { started, variables: fetched(ending.variables, body.fetchVariables) };
    case 'terminated':
      throw new Problem('instance-terminated', `The process instance ${key} was terminated.`, members);
    case 'timeout':
      throw new Problem('timed-out', `The process instance ${key} has not ended within ${wait} ms.`, members);
  }
};
