import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../i18n/language.js';
import { sayDiagramError } from '../messages/say-diagram-error.js';
import { EmptyState } from '../states/empty-state.js';

export interface DiagramFaultProps {
  readonly error: unknown;
  /** What can be seen all the same. */
  readonly hint?: string | undefined;
  readonly actions?: ReactNode;
}

/** A diagram cannot be drawn: why, in the language of the page. */
export const DiagramFault = ({ error, hint, actions }: DiagramFaultProps) => {
  const { t, i18n } = useTranslation();
  const text = [sayDiagramError(error, i18n.language as Language), hint].filter(Boolean).join(' ');
  return <EmptyState title={t('diagram.notDrawn')} text={text} actions={actions} />;
};
