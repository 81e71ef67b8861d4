import { kindName } from '../../bpmn/deploy.js';
import { inRussian } from '../bridge/translation/translate.js';

/** What events may be about; menus do not offer every pair of event and cause, a file may hold it. */
const causes: Readonly<Record<string, string>> = {
  message: 'сообщение',
  timer: 'таймер',
  error: 'ошибка',
  escalation: 'эскалация',
  signal: 'сигнал',
  conditional: 'условие',
  compensation: 'компенсация',
  cancel: 'отмена',
  link: 'ссылка',
  terminate: 'остановка процесса',
};

const name = (kind: string): string | undefined => inRussian(kindName(kind))?.toLowerCase();

/** A kind of element in Russian, as the menus of the modeler call it: `bpmn:StartEvent/bpmn:SignalEventDefinition`. */
export const kindInRussian = (kind: string): string => {
  const known = name(kind);
  if (known !== undefined) return known;
  const [type = kind] = kind.split('/');
  const event = name(type);
  const [cause = ''] = kindName(kind).split(' ');
  return event === undefined || !Object.hasOwn(causes, cause) ? kindName(kind) : `${event} (${causes[cause] ?? ''})`;
};
