import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { say } from '../../../feedback/feedback.js';
import { useChoice } from '../../../feedback/use-choice.js';
import { useFailure } from '../../../feedback/use-failure.js';
import type { Language } from '../../../i18n/language.js';
import { keyOf } from '../../../query/keys.js';
import { createDraft, type Draft } from '../draft/draft-requests.js';
import { isKnown, knownProcessQuery } from '../list/known-process.js';
import { draftPath } from '../list/process-queries.js';
import { describedOrNameless } from './described.js';
import { ExistingProcess } from './existing-process.js';
import { freshProcessId, newDiagram } from './new-diagram.js';
import { MOST_BYTES, nameOfFile, readFile } from './read-file.js';

type DraftBody = Parameters<typeof createDraft>[0];

/** Ways to begin a draft; each leads to its page. */
export interface NewDraft {
  /** From nothing. */
  blank(): void;
  /** From files of this computer: one draft each. */
  fromFiles(files: readonly File[]): void;
  /** From a deployed version. */
  fromVersion(processDefinitionKey: string, processId: string, xml: string): void;
  /** From what was drawn on another draft. */
  fromContent(content: DraftBody): void;
  /** A draft is being made. */
  readonly busy: boolean;
}

/** Beginning drafts. */
export const useNewDraft = (): NewDraft => {
  const { t, i18n } = useTranslation('processes');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const choose = useChoice();
  const failed = useFailure();
  const [busy, setBusy] = useState(false);

  const during = (work: Promise<unknown>): void => {
    setBusy(true);
    work.catch(failed).finally(() => setBusy(false));
  };
  const open = (id: string): void => void navigate(draftPath(id));
  const begin = (body: DraftBody): void => during(createDraft(body).then(({ id }) => open(id)));

  const refuse = (file: File, reason: string): void =>
    say(({ notification }) =>
      notification.error({
        title: t('import.refused', { file: file.name }),
        description: reason,
        placement: 'bottomRight',
        duration: 0,
      }),
    );

  /** Imports one file: the draft that came of it, or the one that is to be opened instead. */
  const importFile = async (file: File): Promise<Pick<Draft, 'id'> | undefined> => {
    const read = await readFile(file, i18n.language as Language);
    if ('fault' in read) {
      const most = MOST_BYTES / 1024 / 1024;
      refuse(file, read.fault === 'notBpmn' ? read.reason : t(`import.${read.fault}`, { most }));
      return undefined;
    }
    const name = nameOfFile(file);
    const { xml, described } = read;
    const { processId } = described;
    const known =
      processId === null ? undefined : await queries.fetchQuery({ ...knownProcessQuery(processId), staleTime: 0 });
    if (processId === null || known === undefined || !isKnown(known)) return createDraft({ name, processId, xml });

    const [newest] = known.drafts;
    const answer = await choose({
      title: t('existing.title', { id: processId, file: file.name }),
      text: <ExistingProcess {...known} />,
      answers: [
        ...(newest === undefined ? [] : [{ key: 'open', label: t('existing.open') } as const]),
        { key: 'other', label: t('existing.other') },
        { key: 'same', label: t('existing.same'), primary: true },
      ],
    });
    if (answer === 'open') return newest;
    if (answer === 'same') return createDraft({ name, processId, xml });
    if (answer === undefined) return undefined;
    const { withProcessId } = await import('../../../bridge/with-process-id.js');
    const other = freshProcessId();
    return createDraft({ name, processId: other, xml: await withProcessId(xml, processId, other) });
  };

  const importFiles = async (files: readonly File[]): Promise<void> => {
    const drafts: Pick<Draft, 'id'>[] = [];
    for (const file of files) {
      const draft = await importFile(file);
      if (draft !== undefined) drafts.push(draft);
    }
    void queries.invalidateQueries({ queryKey: keyOf('processes') });
    const [first] = drafts;
    if (first === undefined) return;
    if (files.length === 1) open(first.id);
    else say(({ message }) => message.success(t('import.done', { count: drafts.length })));
  };

  return {
    busy,
    blank: () => {
      const name = t('new.name');
      begin({ name, ...newDiagram(name) });
    },
    fromFiles: (files) => during(importFiles(files)),
    fromVersion: (basedOn, processId, xml) => begin({ ...describedOrNameless(xml, processId), xml, basedOn }),
    fromContent: begin,
  };
};
