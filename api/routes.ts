import type { ApiDeps } from './deps.js';
import { accessKeyRoutes } from './features/access-keys/routes.js';
import { auditRoutes } from './features/audit/routes.js';
import { deskRoutes } from './features/desks/routes.js';
import { documentationRoutes } from './features/docs/routes.js';
import { draftRoutes } from './features/drafts/routes.js';
import { liveRoutes } from './features/live/routes.js';
import { healthRoutes } from './features/health/routes.js';
import { wordedIncidentRoutes } from './features/incidents/routes.js';
import { inputRoutes } from './features/inputs/routes.js';
import { mailRoutes } from './features/mail/routes.js';
import { processRoutes } from './features/processes/routes.js';
import { queueRoutes } from './features/queue/routes.js';
import { roleRoutes } from './features/roles/routes.js';
import { sessionRoutes } from './features/session/routes.js';
import { ticketRoutes } from './features/tickets/routes.js';
import { timerRoutes } from './features/timers/routes.js';
import { tokenRoutes } from './features/tokens/routes.js';
import { typedDraftRoutes } from './features/typed-drafts/routes.js';
import { userRoutes } from './features/users/routes.js';
import { clockRoutes } from './features/v2/clock/routes.js';
import { clusterRoutes } from './features/v2/cluster/routes.js';
import { deploymentRoutes } from './features/v2/deployments/routes.js';
import { elementInstanceRoutes } from './features/v2/element-instances/routes.js';
import { incidentRoutes } from './features/v2/incidents/routes.js';
import { jobRoutes } from './features/v2/jobs/routes.js';
import { messageRoutes } from './features/v2/messages/routes.js';
import { messageSubscriptionRoutes } from './features/v2/message-subscriptions/routes.js';
import { processDefinitionRoutes } from './features/v2/process-definitions/routes.js';
import { instancePathRoutes } from './features/v2/process-instances/path.js';
import { processInstanceRoutes } from './features/v2/process-instances/routes.js';
import { userTaskRoutes } from './features/v2/user-tasks/routes.js';
import { variableRoutes } from './features/v2/variables/routes.js';
import type { Route } from './routing/route.js';

/** The orchestration API that Camunda's clients use. */
const orchestrationRoutes = (deps: ApiDeps): readonly Route[] => [
  // Routes are looked for in this order: those that are called most come first.
  ...jobRoutes(deps),
  ...processInstanceRoutes(deps),
  ...userTaskRoutes(deps),
  ...clusterRoutes(deps),
  ...deploymentRoutes(deps),
  ...processDefinitionRoutes(deps),
  ...instancePathRoutes(deps),
  ...messageRoutes(deps),
  ...messageSubscriptionRoutes(deps),
  ...incidentRoutes(deps),
  ...variableRoutes(deps),
  ...elementInstanceRoutes(deps),
  ...clockRoutes(deps),
];

/** People, keys and what they did. */
const accessRoutes = (deps: ApiDeps): readonly Route[] => [
  ...sessionRoutes(deps),
  ...userRoutes(deps),
  ...roleRoutes(deps),
  ...accessKeyRoutes(deps),
  ...tokenRoutes(deps),
  ...auditRoutes(deps),
];

/** Desks, their tickets and their mail. */
const deskProductRoutes = (deps: ApiDeps): readonly Route[] => [
  ...deskRoutes(deps),
  ...ticketRoutes(deps),
  ...queueRoutes(deps),
  ...mailRoutes(deps),
];

/** Every route of the API, in the order of the documentation. */
export const apiRoutes = (deps: ApiDeps): readonly Route[] => {
  const routes: Route[] = [
    ...orchestrationRoutes(deps),
    ...accessRoutes(deps),
    ...deskProductRoutes(deps),
    ...processRoutes(deps),
    ...wordedIncidentRoutes(deps),
    ...inputRoutes(deps),
    ...timerRoutes(deps),
    ...draftRoutes(deps),
    ...typedDraftRoutes(deps),
    ...liveRoutes(deps),
    ...healthRoutes(deps),
  ];
  routes.push(...documentationRoutes(() => routes));
  return routes;
};
