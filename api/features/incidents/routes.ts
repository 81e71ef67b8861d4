import { wordedIncidentPage } from '../../contract/api/incidents.js';
import { incidentSearch } from '../../contract/v2/incidents.js';
import { keyParams } from '../../contract/v2/values.js';
import type { ApiDeps } from '../../deps.js';
import type { Route } from '../../routing/route.js';
import { instanceNumber } from '../v2/incidents/resolve.js';
import { ofInstance, wordedIncidentView } from '../../search/resources/incidents.js';
import { searchRoute } from '../v2/search-route.js';

/** Incidents as the web application words them. */
export const wordedIncidentRoutes = (deps: Pick<ApiDeps, 'prisma' | 'readRows'>): readonly Route[] => [
  searchRoute(deps, {
    path: '/api/process-instances/{processInstanceKey}/incidents/search',
    operationId: 'searchWordedIncidents',
    tag: 'Incidents',
    summary: 'Search the incidents of an instance and of everything it called, with the rules of their messages',
    access: 'instances.read',
    params: keyParams('processInstanceKey'),
    body: incidentSearch,
    reply: wordedIncidentPage,
    problems: ['not-found'],
    view: async ({ params: { processInstanceKey } }) => ({
      ...wordedIncidentView,
      where: ofInstance(await instanceNumber(deps.prisma, processInstanceKey)),
    }),
  }),
];
