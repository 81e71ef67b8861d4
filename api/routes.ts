import type { ApiDeps } from './deps.js';
import { healthRoutes } from './features/health/routes.js';
import { clusterRoutes } from './features/v2/cluster/routes.js';
import type { Route } from './routing/route.js';

/** Every route of the API, in the order of the documentation. */
export const apiRoutes = (deps: ApiDeps): readonly Route[] => [...clusterRoutes(deps), ...healthRoutes(deps)];
