import { z } from 'zod';
import type { ApiDeps } from '../../deps.js';
import { route, type Route } from '../../routing/route.js';
import { streamChanges } from './live-stream.js';

/** Live updates of pages. */
export const liveRoutes = (deps: Pick<ApiDeps, 'changes'>): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/live',
    operationId: 'followChanges',
    tag: 'Live',
    summary: 'What changes, as server-sent events: `change` with a LiveEvent for what the caller may read',
    access: 'signed-in',
    success: { status: 200, description: 'A stream of events', body: z.string(), mediaType: 'text/event-stream' },
    handle: async ({ caller, response, signal, idle }) => {
      await idle(() => streamChanges(deps.changes, caller, response, signal));
      return '';
    },
  }),
];
