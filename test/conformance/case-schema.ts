import { z } from 'zod';
import type { Json, JsonObject } from '../../bpmn/index.js';

const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(json), z.record(z.string(), json)]),
);
const variables = z.record(z.string(), json) as z.ZodType<JsonObject>;
const counts = z.record(z.string(), z.number().int());
const ids = z.array(z.string());
const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item.transform((one) => [one]), z.array(item)]);

const state = z.enum(['active', 'completed', 'terminated', 'incident', 'rejected']);

const expectStep = z.strictObject({
  do: z.literal('expect'),
  instance: z.union([z.string(), z.strictObject({ processId: z.string() })]).optional(),
  anyInstance: z.boolean().optional(),
  state: oneOrMore(state).optional(),
  rejected: z.boolean().optional(),
  completed: ids.optional(),
  activated: ids.optional(),
  terminated: ids.optional(),
  notCompleted: ids.optional(),
  notActivated: ids.optional(),
  active: ids.optional(),
  completedCount: counts.optional(),
  activatedCount: counts.optional(),
  terminatedCount: counts.optional(),
  completedInOrder: ids.optional(),
  exactlyOneOf: z.array(ids).optional(),
  flowsTaken: ids.optional(),
  flowsNotTaken: ids.optional(),
  variables: variables.optional(),
  variablesAbsent: ids.optional(),
  variablesExactly: variables.optional(),
  jobs: z
    .array(
      z.strictObject({
        type: z.string(),
        count: z.number().int(),
        variables: variables.optional(),
        variablesExactly: variables.optional(),
        headers: z.record(z.string(), z.string()).optional(),
        retries: z.number().int().optional(),
      }),
    )
    .optional(),
  userTasks: z
    .array(
      z.strictObject({
        elementId: z.string(),
        assignee: z.string().optional(),
        candidateGroups: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  incidents: z.array(z.strictObject({ elementId: z.string(), errorType: z.string().optional() })).optional(),
  instancesOf: z
    .record(
      z.string(),
      z.strictObject({
        count: z.number().int().optional(),
        active: z.number().int().optional(),
        completed: z.number().int().optional(),
      }),
    )
    .optional(),
  markerCount: counts.optional(),
});

/** Which job a step is about: of a type, of a named instance, with these variables among those it sees. */
const job = { type: z.string(), match: variables.optional(), instance: z.string().optional() };

const step = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('deploy'), models: ids }),
  z.strictObject({
    do: z.literal('start'),
    processId: z.string(),
    variables: variables.optional(),
    as: z.string().optional(),
  }),
  z.strictObject({
    do: z.literal('completeJob'),
    ...job,
    variables: variables.optional(),
    count: z.number().int().optional(),
  }),
  z.strictObject({
    do: z.literal('failJob'),
    ...job,
    retries: z.number().int().optional(),
    message: z.string().optional(),
  }),
  z.strictObject({ do: z.literal('updateJobRetries'), ...job, retries: z.number().int() }),
  z.strictObject({ do: z.literal('throwError'), ...job, code: z.string(), variables: variables.optional() }),
  z.strictObject({
    do: z.literal('completeUserTask'),
    elementId: z.string(),
    variables: variables.optional(),
    count: z.number().int().optional(),
    instance: z.string().optional(),
  }),
  z.strictObject({
    do: z.literal('publishMessage'),
    name: z.string(),
    correlationKey: z.string().optional(),
    variables: variables.optional(),
    timeToLive: z.string().optional(),
  }),
  z.strictObject({ do: z.literal('broadcastSignal'), name: z.string(), variables: variables.optional() }),
  z.strictObject({ do: z.literal('advanceTime'), duration: z.string() }),
  z.strictObject({
    do: z.literal('setVariables'),
    variables,
    elementId: z.string().optional(),
    local: z.boolean().optional(),
    instance: z.string().optional(),
  }),
  z.strictObject({ do: z.literal('resolveIncident'), instance: z.string().optional() }),
  z.strictObject({ do: z.literal('cancel'), instance: z.string().optional() }),
  expectStep,
]);

const tier = z.enum(['c8', 'bpmn']);

/** A case of the format `bpmn-case/1`. Unknown fields of steps are refused: a check nobody makes must not pass. */
export const caseSchema = z.object({
  id: z.string(),
  area: z.string().optional(),
  tier,
  doubtful: z.string().optional(),
  models: ids,
  markers: z.record(z.string(), z.string()).optional(),
  steps: z.array(step).min(1),
});

/** A file of cases; each case is validated for itself, so that a broken one does not take the others with it. */
export const fileSchema = z.object({
  format: z.literal('bpmn-case/1'),
  suite: z.string(),
  area: z.string(),
  cases: z.array(z.looseObject({ id: z.string(), tier, area: z.string().optional() })),
});

export type Tier = z.infer<typeof tier>;
export type Case = z.infer<typeof caseSchema>;
export type Step = Case['steps'][number];
export type StepOf<D extends Step['do']> = Extract<Step, { readonly do: D }>;
export type Expectation = StepOf<'expect'>;
