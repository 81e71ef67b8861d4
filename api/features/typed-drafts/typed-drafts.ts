import type { TypedDraft } from '../../../prisma/generated/client.js';
import type { ApiDeps } from '../../deps.js';
import { Problem } from '../../problems/problem.js';

export type TypedDraftDeps = Pick<ApiDeps, 'prisma' | 'now' | 'typedDraftDays'>;

/** A person has no more of them; whoever needs more sends or discards some. */
const MOST = 500;

const DAY = 86_400_000;

/** What is older than this is gone. */
const oldest = ({ now, typedDraftDays }: TypedDraftDeps): Date => new Date(now().getTime() - typedDraftDays * DAY);

/** What a person has typed and not sent, newest first; with a place, what was typed there. */
export const readTypedDrafts = (deps: TypedDraftDeps, person: string, place?: string): Promise<TypedDraft[]> =>
  deps.prisma.typedDraft.findMany({
    where: { person, changedAt: { gte: oldest(deps) }, ...(place === undefined ? {} : { place }) },
    orderBy: { changedAt: 'desc' },
  });

const outOfDate = async (deps: TypedDraftDeps, person: string, place: string): Promise<Problem> => {
  const [draft] = await readTypedDrafts(deps, person, place);
  return draft === undefined
    ? new Problem('precondition-failed', 'It was sent or discarded meanwhile.', { revision: 0 })
    : new Problem('precondition-failed', `It was changed elsewhere at ${draft.changedAt.toISOString()}.`, {
        revision: draft.revision,
        changedAt: draft.changedAt.toISOString(),
      });
};

/** What is to be kept. */
export interface Typed {
  readonly place: string;
  readonly content: string;
  readonly writer: string;
}

/**
 * Keeps what a person has typed at a place, if it still stands at `revision` (0: nothing is kept there).
 * @throws Problem `precondition-failed` when it was written, sent or discarded elsewhere; `wrong-state` for too many
 */
export const saveTypedDraft = async (
  deps: TypedDraftDeps,
  person: string,
  revision: number,
  { place, content, writer }: Typed,
): Promise<TypedDraft> => {
  const { prisma } = deps;
  const changedAt = deps.now();
  await prisma.typedDraft.deleteMany({ where: { changedAt: { lt: oldest(deps) } } });
  const data = { content, writer, revision: revision + 1, changedAt };
  if (revision > 0) {
    const changed = await prisma.typedDraft.updateMany({ where: { person, place, revision }, data });
    if (changed.count === 0) throw await outOfDate(deps, person, place);
    return { person, place, ...data };
  }
  if ((await prisma.typedDraft.count({ where: { person } })) >= MOST)
    throw new Problem('wrong-state', `There are ${MOST} texts that were typed and not sent: send or discard some.`);
  const created = await prisma.typedDraft.createMany({ data: [{ person, place, ...data }], skipDuplicates: true });
  if (created.count === 0) throw await outOfDate(deps, person, place);
  return { person, place, ...data };
};

/** Forgets what was typed at a place: it was sent, or it is not wanted. */
export const discardTypedDraft = async ({ prisma }: TypedDraftDeps, person: string, place: string): Promise<void> => {
  await prisma.typedDraft.deleteMany({ where: { person, place } });
};
