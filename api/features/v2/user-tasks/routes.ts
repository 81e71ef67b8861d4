import type { PrismaClient } from '../../../../prisma/generated/client.js';
import type { TaskChange } from '../../../../engine/index.js';
import { taskVariableSearch, truncation, variablePage } from '../../../contract/v2/variables.js';
import {
  assignTaskBody,
  completeTaskBody,
  updateTaskBody,
  userTaskItem,
  userTaskPage,
  userTaskSearch,
} from '../../../contract/v2/user-tasks.js';
import { keyParams } from '../../../contract/v2/values.js';
import { writeAudit, type AuditLine } from '../../../access/audit.js';
import { actorOf } from '../../../access/caller.js';
import { createTaskRights, type TaskRights } from '../../../access/task-rights.js';
import type { ApiDeps } from '../../../deps.js';
import { route, type Route } from '../../../routing/route.js';
import { findByKey } from '../../../search/search.js';
import { commandProblems, missing, expectApplied } from '../answers.js';
import { searchRoute } from '../search-route.js';
import { effectiveFrom, variableView, visibleFrom } from '../../../search/resources/variables.js';
import { userTaskView } from '../../../search/resources/user-tasks.js';

const tag = 'User tasks';
const params = keyParams('userTaskKey');

/** The element instance of a task. @throws Problem `not-found` */
const elementInstanceOf = async (prisma: PrismaClient, key: bigint): Promise<bigint> => {
  const task = await prisma.userTask.findUnique({ where: { key }, select: { elementInstanceKey: true } });
  if (task === null) throw missing('user task', key);
  return task.elementInstanceKey;
};

const omitUndefined = (change: { readonly [Field in keyof TaskChange]: TaskChange[Field] | undefined }): TaskChange =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

const commands = ({ engine }: Pick<ApiDeps, 'engine'>, rights: TaskRights): readonly Route[] => [
  route({
    method: 'post',
    path: '/v2/user-tasks/{userTaskKey}/assignment',
    operationId: 'assignUserTask',
    tag,
    engineChecksRights: true,
    summary: 'Assign a task to a person',
    access: 'tasks.work',
    params,
    body: assignTaskBody,
    success: { status: 204, description: 'It is assigned' },
    problems: commandProblems,
    handle: (call) => {
      const {
        params: { userTaskKey: key },
        body: { assignee, allowOverride },
        caller,
      } = call;
      return rights.guard(call, { key, act: 'assign', yielding: !allowOverride }, async () =>
        expectApplied(await engine.assignTask(key, assignee, allowOverride, actorOf(caller))),
      );
    },
  }),
  route({
    method: 'delete',
    path: '/v2/user-tasks/{userTaskKey}/assignee',
    operationId: 'unassignUserTask',
    tag,
    engineChecksRights: true,
    summary: 'Take a task from the person it is assigned to',
    access: 'tasks.work',
    params,
    success: { status: 204, description: 'Nobody has it' },
    problems: commandProblems,
    handle: (call) => {
      const {
        params: { userTaskKey: key },
        caller,
      } = call;
      return rights.guard(call, { key, act: 'unassign' }, async () =>
        expectApplied(await engine.unassignTask(key, actorOf(caller))),
      );
    },
  }),
  route({
    method: 'patch',
    path: '/v2/user-tasks/{userTaskKey}',
    operationId: 'updateUserTask',
    tag,
    engineChecksRights: true,
    summary: 'Change candidates, dates or priority of a task; what is not named stays',
    access: 'tasks.work',
    params,
    body: updateTaskBody,
    bodyOptional: true,
    success: { status: 204, description: 'It is changed' },
    problems: commandProblems,
    handle: (call) => {
      const {
        params: { userTaskKey: key },
        body: { changeset },
        caller,
      } = call;
      return rights.guard(call, { key, act: 'update' }, async () =>
        expectApplied(await engine.updateTask(key, omitUndefined({ ...changeset }), actorOf(caller))),
      );
    },
  }),
  route({
    method: 'post',
    path: '/v2/user-tasks/{userTaskKey}/completion',
    operationId: 'completeUserTask',
    tag,
    engineChecksRights: true,
    summary: 'Complete a task',
    access: 'tasks.work',
    params,
    body: completeTaskBody,
    bodyOptional: true,
    success: { status: 204, description: 'It is completed' },
    problems: commandProblems,
    handle: (call) => {
      const {
        params: { userTaskKey: key },
        body,
        caller,
      } = call;
      return rights.guard(call, { key, act: 'complete' }, async () =>
        expectApplied(await engine.completeTask(key, body.variables ?? {}, actorOf(caller))),
      );
    },
  }),
];

const queries = (deps: Pick<ApiDeps, 'prisma' | 'readRows'>): readonly Route[] => [
  searchRoute(deps, {
    path: '/v2/user-tasks/search',
    operationId: 'searchUserTasks',
    tag,
    summary: 'Search tasks, open and past',
    access: 'tasks.read',
    body: userTaskSearch,
    reply: userTaskPage,
    view: () => userTaskView,
  }),
  route({
    method: 'get',
    path: '/v2/user-tasks/{userTaskKey}',
    operationId: 'getUserTask',
    tag,
    summary: 'One task',
    access: 'tasks.read',
    params,
    success: { status: 200, description: 'The task', body: userTaskItem },
    problems: ['not-found'],
    handle: async ({ params: { userTaskKey } }) => {
      const item = await findByKey(deps.readRows, userTaskView, userTaskKey);
      if (item === undefined) throw missing('user task', userTaskKey);
      return item;
    },
  }),
  route({
    method: 'get',
    path: '/v2/user-tasks/{userTaskKey}/form',
    operationId: 'getUserTaskForm',
    tag,
    summary: 'The form of a task; forms cannot be deployed yet, so there is none',
    access: 'tasks.read',
    params,
    success: { status: 204, description: 'It has none' },
    problems: ['not-found'],
    handle: async ({ params: { userTaskKey } }) => {
      await elementInstanceOf(deps.prisma, userTaskKey);
      return undefined;
    },
  }),
  searchRoute(deps, {
    path: '/v2/user-tasks/{userTaskKey}/variables/search',
    operationId: 'searchUserTaskVariables',
    tag,
    summary: 'Search the variables of all scopes that a task sees',
    access: 'tasks.read',
    params,
    query: truncation,
    body: taskVariableSearch,
    reply: variablePage,
    problems: ['not-found'],
    view: async ({ params: { userTaskKey }, query }) =>
      variableView(query.truncateValues, visibleFrom(await elementInstanceOf(deps.prisma, userTaskKey))),
  }),
  searchRoute(deps, {
    path: '/v2/user-tasks/{userTaskKey}/effective-variables/search',
    operationId: 'searchUserTaskEffectiveVariables',
    tag,
    summary: 'Search the variables as a task sees them: of each name the innermost',
    access: 'tasks.read',
    params,
    query: truncation,
    body: taskVariableSearch,
    reply: variablePage,
    problems: ['not-found'],
    view: async ({ params: { userTaskKey }, query }) =>
      variableView(query.truncateValues, effectiveFrom(await elementInstanceOf(deps.prisma, userTaskKey))),
  }),
];

/** Work of people. */
export const userTaskRoutes = (deps: Pick<ApiDeps, 'engine' | 'prisma' | 'readRows' | 'now'>): readonly Route[] => {
  const audit = (line: AuditLine): Promise<void> => writeAudit(deps.prisma, deps.now(), line);
  return [...queries(deps), ...commands(deps, createTaskRights({ readRows: deps.readRows, audit }))];
};
