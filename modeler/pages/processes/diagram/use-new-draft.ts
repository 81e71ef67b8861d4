import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { say } from '../../../feedback/feedback.js';
import { useFailure } from '../../../feedback/use-failure.js';
import type { Language } from '../../../i18n/language.js';
import { createDraft } from '../draft/draft-requests.js';
import { draftPath } from '../list/process-queries.js';
import { describedOrNameless, describeXml } from './described.js';
import { newDiagram } from './new-diagram.js';

/** Ways to begin a draft; each leads to its page. */
export interface NewDraft {
  /** From nothing. */
  blank(): void;
  /** From a file of this computer. */
  fromFile(file: File): void;
  /** From a deployed version. */
  fromVersion(processDefinitionKey: string, xml: string): void;
  /** A draft is being made. */
  readonly busy: boolean;
}

/** Beginning drafts. */
export const useNewDraft = (): NewDraft => {
  const { t, i18n } = useTranslation('processes');
  const navigate = useNavigate();
  const failed = useFailure();
  const [busy, setBusy] = useState(false);

  const begin = (body: Parameters<typeof createDraft>[0]): void => {
    setBusy(true);
    createDraft(body)
      .then(({ id }) => navigate(draftPath(id)), failed)
      .finally(() => setBusy(false));
  };

  const readFile = async (file: File): Promise<void> => {
    const xml = await file.text();
    const described = describeXml(xml);
    if (described !== undefined) {
      begin({ ...described, xml });
      return;
    }
    const { whyNotDrawn } = await import('../../../diagram/why-not-drawn.js');
    const description = `${file.name}. ${await whyNotDrawn(xml, i18n.language as Language)}`;
    say(({ notification }) =>
      notification.error({ title: t('import.notBpmn'), description, placement: 'bottomRight' }),
    );
  };

  return {
    busy,
    blank: () => {
      const name = t('new.name');
      begin({ name, ...newDiagram(name) });
    },
    fromFile: (file) => void readFile(file).catch(failed),
    fromVersion: (basedOn, xml) => begin({ ...describedOrNameless(xml), xml, basedOn }),
  };
};
