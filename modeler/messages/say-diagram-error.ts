import type { Finding } from '../../bpmn/deploy.js';
import type { Language } from '../i18n/language.js';
import { sayFinding } from './say-finding.js';

/** Why a diagram cannot be drawn: by the finding of a `DiagramError`, else what was thrown. */
export const sayDiagramError = (error: unknown, language: Language): string => {
  if (!(error instanceof Error)) return String(error);
  const { finding, message } = error as Error & { readonly finding?: Finding | undefined };
  return finding === undefined ? message : sayFinding(finding, language);
};
