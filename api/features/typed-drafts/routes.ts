import type { z } from 'zod';
import type { TypedDraft } from '../../../prisma/generated/client.js';
import {
  saveTypedDraftBody,
  typedDraft,
  typedDraftList,
  typedDraftParams,
  typedDraftsQuery,
} from '../../contract/typed-drafts.js';
import { route, type Route } from '../../routing/route.js';
import { expectedRevision, showRevision } from '../drafts/revision.js';
import { discardTypedDraft, readTypedDrafts, saveTypedDraft, type TypedDraftDeps } from './typed-drafts.js';

const tag = 'Typed drafts';
const path = '/api/typed-drafts';
const one = `${path}/{place}`;

const toReply = ({ place, content, writer, revision, changedAt }: TypedDraft): z.input<typeof typedDraft> => ({
  ...{ place, content, writer, revision },
  changedAt: changedAt.toISOString(),
});

/** What the caller has typed and not sent: everybody has their own, and reads no others. */
export const typedDraftRoutes = (deps: TypedDraftDeps): readonly Route[] => [
  route({
    method: 'get',
    path,
    operationId: 'getTypedDrafts',
    tag,
    summary: 'What the caller has typed and not sent, newest first',
    access: 'signed-in',
    query: typedDraftsQuery,
    success: { status: 200, description: 'The drafts', body: typedDraftList },
    handle: async ({ caller, query: { place } }) => ({
      items: (await readTypedDrafts(deps, caller.id, place)).map(toReply),
    }),
  }),
  route({
    method: 'put',
    path: one,
    operationId: 'saveTypedDraft',
    tag,
    summary:
      'Keep what is typed, if it was not changed elsewhere: the header If-Match names the revision it was made from, "0" none',
    access: 'signed-in',
    params: typedDraftParams,
    body: saveTypedDraftBody,
    success: { status: 200, description: 'The draft', body: typedDraft },
    problems: ['precondition-failed', 'precondition-required', 'wrong-state'],
    handle: async ({ caller, params: { place }, body, request, response }) => {
      const draft = await saveTypedDraft(deps, caller.id, expectedRevision(request), { place, ...body });
      showRevision(response, draft.revision);
      return toReply(draft);
    },
  }),
  route({
    method: 'delete',
    path: one,
    operationId: 'discardTypedDraft',
    tag,
    summary: 'Forget what was typed: it was sent, or it is not wanted',
    access: 'signed-in',
    params: typedDraftParams,
    success: { status: 204, description: 'There is none any more' },
    handle: ({ caller, params: { place } }) => discardTypedDraft(deps, caller.id, place).then(() => undefined),
  }),
];
