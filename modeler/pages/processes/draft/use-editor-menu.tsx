import type { MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { OpenModeler } from '../../../bridge/open-modeler.js';
import { useFailure } from '../../../feedback/use-failure.js';
import { useUndoable } from '../../../feedback/use-undoable.js';
import { download } from '../diagram/download.js';
import type { NewDraft } from '../diagram/use-new-draft.js';
import { versionPath } from '../list/process-queries.js';
import { deleteDraft, restoreDraft, type Draft, type DraftContent } from './draft-requests.js';

export interface EditorMenuOptions {
  readonly draft: Draft;
  readonly content: DraftContent;
  readonly modeler: OpenModeler | undefined;
  readonly newDraft: NewDraft;
  onShowXml(xml: string): void;
}

/** What can be done with an open draft beside drawing. */
export const useEditorMenu = ({
  draft,
  content,
  modeler,
  newDraft,
  onShowXml,
}: EditorMenuOptions): MenuProps['items'] => {
  const { t } = useTranslation('processes');
  const navigate = useNavigate();
  const undoable = useUndoable();
  const failed = useFailure();
  if (modeler === undefined) return [];

  const file = content.processId ?? 'diagram';
  const remove = (): void => {
    deleteDraft(draft.id).then(() => {
      undoable({ done: t('draft.deleted', { name: content.name }), undo: () => restoreDraft(draft.id) });
      void navigate('/processes');
    }, failed);
  };
  const pick = (): void => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.bpmn,.xml';
    input.multiple = true;
    input.addEventListener('change', () => {
      const chosen = [...(input.files ?? [])];
      if (chosen.length > 0) newDraft.fromFiles(chosen);
    });
    input.click();
  };
  const { basedOn } = draft;
  return [
    {
      key: 'bpmn',
      label: t('export.bpmn'),
      onClick: () => void modeler.xml().then((xml) => download(`${file}.bpmn`, 'text/xml', xml), failed),
    },
    {
      key: 'svg',
      label: t('export.svg'),
      onClick: () => void modeler.svg().then((svg) => download(`${file}.svg`, 'image/svg+xml', svg), failed),
    },
    { key: 'xml', label: t('xml.show'), onClick: () => void modeler.xml().then(onShowXml, failed) },
    { type: 'divider' },
    { key: 'import', label: t('import.action'), onClick: pick },
    ...(basedOn === null
      ? []
      : [{ key: 'based', label: t('draft.basedOn'), onClick: () => void navigate(versionPath(basedOn)) }]),
    { type: 'divider' },
    { key: 'delete', danger: true, label: t('draft.delete'), onClick: remove },
  ];
};
