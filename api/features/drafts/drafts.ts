import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Draft } from '../../../prisma/generated/client.js';
import type { changeDraftBody, createDraftBody } from '../../contract/drafts.js';
import type { ApiDeps } from '../../deps.js';
import { Problem } from '../../problems/problem.js';

export type DraftDeps = Pick<ApiDeps, 'prisma' | 'changes' | 'now'>;

/** How long a deleted draft can be brought back, in ms. */
const KEPT = 30 * 86_400_000;

const missing = (id: string): Problem => new Problem('not-found', `There is no draft ${id}.`);

/** A draft that has not been deleted. @throws Problem `not-found` */
export const readDraft = async ({ prisma }: DraftDeps, id: string): Promise<Draft> => {
  const draft = await prisma.draft.findUnique({ where: { id, deletedAt: null } });
  if (draft === null) throw missing(id);
  return draft;
};

/** Begins a draft. */
export const createDraft = async (
  { prisma, changes, now }: DraftDeps,
  body: z.output<typeof createDraftBody>,
  by: string,
): Promise<Draft> => {
  const at = now();
  const { basedOn, ...content } = body;
  const draft = await prisma.draft.create({
    data: {
      ...content,
      id: randomUUID(),
      revision: 1,
      basedOn: basedOn ?? null,
      ...{ createdBy: by, createdAt: at, changedBy: by, changedAt: at },
    },
  });
  changes.tell('drafts', draft.id);
  return draft;
};

/**
 * Replaces the content of a draft, if it still stands at `revision`.
 * @throws Problem `precondition-failed` when somebody else has changed it; `not-found`
 */
export const changeDraft = async (
  deps: DraftDeps,
  id: string,
  revision: number,
  { basedOn, ...content }: z.output<typeof changeDraftBody>,
  by: string,
): Promise<Draft> => {
  const onto = basedOn === undefined ? {} : { basedOn };
  const { count } = await deps.prisma.draft.updateMany({
    where: { id, revision, deletedAt: null },
    data: { ...content, ...onto, revision: revision + 1, changedBy: by, changedAt: deps.now() },
  });
  const draft = await readDraft(deps, id);
  if (count === 0)
    throw new Problem(
      'precondition-failed',
      `${draft.changedBy} changed the draft at ${draft.changedAt.toISOString()}.`,
      { revision: draft.revision, changedBy: draft.changedBy, changedAt: draft.changedAt.toISOString() },
    );
  deps.changes.tell('drafts', id);
  return draft;
};

/** Puts a draft away; `restoreDraft` brings it back. Those put away long ago go for good. @throws Problem `not-found` */
export const deleteDraft = async ({ prisma, changes, now }: DraftDeps, id: string): Promise<void> => {
  const at = now();
  const { count } = await prisma.draft.updateMany({ where: { id, deletedAt: null }, data: { deletedAt: at } });
  if (count === 0) throw missing(id);
  await prisma.draft.deleteMany({ where: { deletedAt: { lt: new Date(at.getTime() - KEPT) } } });
  changes.tell('drafts', id);
};

/** Brings a deleted draft back. @throws Problem `not-found` when it is gone for good */
export const restoreDraft = async (deps: DraftDeps, id: string): Promise<Draft> => {
  await deps.prisma.draft.updateMany({ where: { id }, data: { deletedAt: null } });
  const draft = await readDraft(deps, id);
  deps.changes.tell('drafts', id);
  return draft;
};
