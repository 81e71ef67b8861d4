import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useChoice } from '../../../feedback/use-choice.js';
import { useFailure } from '../../../feedback/use-failure.js';
import { Moment } from '../../../time/moment.js';
import { useNewDraft } from '../diagram/use-new-draft.js';
import { knownProcessQuery } from '../list/known-process.js';
import { draftPath } from '../list/process-queries.js';
import { openedDirectly } from './opened-directly.js';
import type { Version } from './version-queries.js';

/** Changing a deployed version. */
export interface EditVersion {
  readonly busy: boolean;
  edit(): void;
}

const NEW = 'new';

/** Opens the draft of the version's process, makes one where there is none, and asks where it cannot be told which is meant. */
export const useEditVersion = (
  { processDefinitionKey, processDefinitionId, version }: Version,
  xml: string,
): EditVersion => {
  const { t } = useTranslation('processes');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const choose = useChoice();
  const failed = useFailure();
  const newDraft = useNewDraft();
  const [asking, setAsking] = useState(false);

  const run = async (): Promise<void> => {
    const known = await queries.fetchQuery({ ...knownProcessQuery(processDefinitionId), staleTime: 0 });
    const { drafts } = known;
    const directly = openedDirectly(known, processDefinitionKey);
    const answer =
      drafts.length === 0
        ? NEW
        : (directly ??
          (await choose({
            title: t('edit.title'),
            text: t('edit.text', { count: drafts.length }),
            answers: [
              ...drafts.map(({ id, name, changedBy, changedAt }) => ({
                key: id,
                label: (
                  <>
                    {name} · {changedBy} · <Moment at={changedAt} />
                  </>
                ),
              })),
              { key: NEW, label: t('edit.new', { version }), primary: true },
            ],
          })));
    if (answer === NEW) newDraft.fromVersion(processDefinitionKey, processDefinitionId, xml);
    else if (answer !== undefined) void navigate(draftPath(answer));
  };

  return {
    busy: asking || newDraft.busy,
    edit: () => {
      setAsking(true);
      run()
        .catch(failed)
        .finally(() => setAsking(false));
    },
  };
};
