import type { z } from 'zod';
import type { Draft } from '../../../prisma/generated/client.js';
import { changeDraftBody, createDraftBody, draftParams, draftWithXml } from '../../contract/drafts.js';
import type { ApiDeps } from '../../deps.js';
import { route, type Route } from '../../routing/route.js';
import { changeDraft, createDraft, deleteDraft, readDraft, restoreDraft } from './drafts.js';
import { expectedRevision, showRevision } from './revision.js';

const tag = 'Drafts';
const access = 'processes.deploy';
const one = '/api/drafts/{draftId}';

const toReply = (draft: Draft): z.input<typeof draftWithXml> => ({
  id: draft.id,
  name: draft.name,
  processId: draft.processId,
  xml: draft.xml,
  revision: draft.revision,
  basedOn: draft.basedOn?.toString() ?? null,
  createdBy: draft.createdBy,
  createdAt: draft.createdAt.toISOString(),
  changedBy: draft.changedBy,
  changedAt: draft.changedAt.toISOString(),
});

/** Diagrams that are being drawn. The list of processes names them. */
export const draftRoutes = (deps: Pick<ApiDeps, 'prisma' | 'changes' | 'now'>): readonly Route[] => [
  route({
    method: 'post',
    path: '/api/drafts',
    operationId: 'createDraft',
    tag,
    summary: 'Begin a draft; the header ETag names its revision',
    access,
    body: createDraftBody,
    success: { status: 201, description: 'The draft', body: draftWithXml },
    handle: async ({ body, caller, response }) => {
      const draft = await createDraft(deps, body, caller.name);
      showRevision(response, draft.revision);
      return toReply(draft);
    },
  }),
  route({
    method: 'get',
    path: one,
    operationId: 'getDraft',
    tag,
    summary: 'One draft; the header ETag names its revision',
    access: 'processes.read',
    params: draftParams,
    success: { status: 200, description: 'The draft', body: draftWithXml },
    problems: ['not-found'],
    handle: async ({ params: { draftId }, response }) => {
      const draft = await readDraft(deps, draftId);
      showRevision(response, draft.revision);
      return toReply(draft);
    },
  }),
  route({
    method: 'put',
    path: one,
    operationId: 'changeDraft',
    tag,
    summary: 'Save a draft, if nobody else has changed it: the header If-Match names the revision it was made from',
    access,
    params: draftParams,
    body: changeDraftBody,
    success: { status: 200, description: 'The draft', body: draftWithXml },
    problems: ['not-found', 'precondition-failed', 'precondition-required'],
    handle: async ({ params: { draftId }, body, caller, request, response }) => {
      const draft = await changeDraft(deps, draftId, expectedRevision(request), body, caller.name);
      showRevision(response, draft.revision);
      return toReply(draft);
    },
  }),
  route({
    method: 'delete',
    path: one,
    operationId: 'deleteDraft',
    tag,
    summary: 'Delete a draft; it can be brought back for 30 days',
    access,
    params: draftParams,
    success: { status: 204, description: 'It is deleted' },
    problems: ['not-found'],
    handle: ({ params: { draftId } }) => deleteDraft(deps, draftId).then(() => undefined),
  }),
  route({
    method: 'post',
    path: `${one}/restoration`,
    operationId: 'restoreDraft',
    tag,
    summary: 'Bring a deleted draft back',
    access,
    params: draftParams,
    success: { status: 200, description: 'The draft', body: draftWithXml },
    problems: ['not-found'],
    handle: async ({ params: { draftId }, response }) => {
      const draft = await restoreDraft(deps, draftId);
      showRevision(response, draft.revision);
      return toReply(draft);
    },
  }),
];
