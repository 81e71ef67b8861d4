import type { ApiDeps } from './deps.js';
import { healthRoutes } from './features/health/routes.js';
import { clockRoutes } from './features/v2/clock/routes.js';
import { clusterRoutes } from './features/v2/cluster/routes.js';
import { deploymentRoutes } from './features/v2/deployments/routes.js';
import { elementInstanceRoutes } from './features/v2/element-instances/routes.js';
import { incidentRoutes } from './features/v2/incidents/routes.js';
import { jobRoutes } from './features/v2/jobs/routes.js';
import { messageRoutes } from './features/v2/messages/routes.js';
import { processDefinitionRoutes } from './features/v2/process-definitions/routes.js';
import { processInstanceRoutes } from './features/v2/process-instances/routes.js';
import { userTaskRoutes } from './features/v2/user-tasks/routes.js';
import { variableRoutes } from './features/v2/variables/routes.js';
import type { Route } from './routing/route.js';

/** Every route of the API, in the order of the documentation. */
export const apiRoutes = (deps: ApiDeps): readonly Route[] => [
  ...clusterRoutes(deps),
  ...deploymentRoutes(deps),
  ...processDefinitionRoutes(deps),
  ...processInstanceRoutes(deps),
  ...jobRoutes(deps),
  ...userTaskRoutes(deps),
  ...messageRoutes(deps),
  ...incidentRoutes(deps),
  ...variableRoutes(deps),
  ...elementInstanceRoutes(deps),
  ...clockRoutes(deps),
  ...healthRoutes(deps),
];
