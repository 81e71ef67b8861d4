import { randomUUID } from 'node:crypto';
import {
  batchStarted,
  incidentItem,
  incidentPage,
  incidentSearch,
  resolveIncidentBody,
} from '../../../contract/v2/incidents.js';
import { keyParams } from '../../../contract/v2/values.js';
import { actorOf } from '../../../access/caller.js';
import type { ApiDeps } from '../../../deps.js';
import { route, type Route } from '../../../routing/route.js';
import { sql } from '../../../search/columns.js';
import { findByKey } from '../../../search/search.js';
import { commandProblems, expectApplied, missing } from '../answers.js';
import { searchRoute } from '../search-route.js';
import { instanceNumber, resolveAll } from './resolve.js';
import { incidentView, ofInstance } from '../../../search/resources/incidents.js';

const tag = 'Incidents';
const params = keyParams('incidentKey');
const instanceParams = keyParams('processInstanceKey');

/** Obstacles that a person can remove. */
export const incidentRoutes = (deps: Pick<ApiDeps, 'engine' | 'prisma' | 'readRows'>): readonly Route[] => [
  searchRoute(deps, {
    path: '/v2/incidents/search',
    operationId: 'searchIncidents',
    tag,
    summary: 'Search incidents, open and resolved',
    access: 'instances.read',
    body: incidentSearch,
    reply: incidentPage,
    view: () => incidentView,
  }),
  route({
    method: 'get',
    path: '/v2/incidents/{incidentKey}',
    operationId: 'getIncident',
    tag,
    summary: 'One incident',
    access: 'instances.read',
    params,
    success: { status: 200, description: 'The incident', body: incidentItem },
    problems: ['not-found'],
    handle: async ({ params: { incidentKey } }) => {
      const item = await findByKey(deps.readRows, incidentView, incidentKey);
      if (item === undefined) throw missing('incident', incidentKey);
      return item;
    },
  }),
  route({
    method: 'post',
    path: '/v2/incidents/{incidentKey}/resolution',
    operationId: 'resolveIncident',
    tag,
    engineChecksRights: true,
    summary: 'Resolve an incident: what could not be done is tried again',
    access: 'instances.operate',
    params,
    body: resolveIncidentBody,
    bodyOptional: true,
    success: { status: 204, description: 'It is resolved' },
    problems: commandProblems,
    audit: 'incident.resolved',
    handle: async ({ params: { incidentKey }, caller }) =>
      expectApplied(await deps.engine.resolveIncident(incidentKey, actorOf(caller))),
  }),
  searchRoute(deps, {
    path: '/v2/process-instances/{processInstanceKey}/incidents/search',
    operationId: 'searchProcessInstanceIncidents',
    tag,
    summary: 'Search the incidents of an instance and of everything it called',
    access: 'instances.read',
    params: instanceParams,
    body: incidentSearch,
    reply: incidentPage,
    problems: ['not-found'],
    view: async ({ params: { processInstanceKey } }) => {
      const instance = await instanceNumber(deps.prisma, processInstanceKey);
      return { ...incidentView, where: ofInstance(instance) };
    },
  }),
  searchRoute(deps, {
    path: '/v2/element-instances/{elementInstanceKey}/incidents/search',
    operationId: 'searchElementInstanceIncidents',
    tag,
    summary: 'Search the incidents of an element instance',
    access: 'instances.read',
    params: keyParams('elementInstanceKey'),
    body: incidentSearch,
    reply: incidentPage,
    problems: ['not-found'],
    view: async ({ params: { elementInstanceKey: key } }) => {
      const found = await deps.prisma.elementInstance.findUnique({ where: { key }, select: { key: true } });
      if (found === null) throw missing('element instance', key);
      return { ...incidentView, where: sql`c.element_instance_key = ${key}::bigint` };
    },
  }),
  route({
    method: 'post',
    path: '/v2/process-instances/{processInstanceKey}/incident-resolution',
    operationId: 'resolveProcessInstanceIncidents',
    tag,
    engineChecksRights: true,
    summary:
      'Resolve all incidents of an instance and of everything it called; they are resolved when the answer comes',
    access: 'instances.operate',
    params: instanceParams,
    success: { status: 200, description: 'They are resolved', body: batchStarted },
    problems: ['not-found', 'outcome-pending'],
    audit: 'incident.resolved',
    handle: async ({ params: { processInstanceKey }, caller }) => {
      const instance = await instanceNumber(deps.prisma, processInstanceKey);
      await resolveAll(deps, instance, actorOf(caller));
      return { batchOperationKey: randomUUID(), batchOperationType: 'RESOLVE_INCIDENT' as const };
    },
  }),
];
