import type { Language } from '../../i18n/language.js';
import { sayings } from '../../messages/sayings.js';
import { syntaxFaultInRussian } from '../../messages/syntax-faults-ru.js';

/** What an expression should have given, in Russian. */
const wanted = sayings({
  'a text': 'текст',
  'a text or a number': 'текст или число',
  'a text of at most {most} bytes': 'текст не длиннее {most} байтов',
  'a whole number from {least} to {most}': 'целое число от {least} до {most}',
  'true or false': '«истину» или «ложь»',
  'a list': 'список',
  'a list of texts': 'список текстов',
  'an instant like {example}': 'момент времени вида {example}',
  'a duration like {example}': 'длительность вида {example}',
  'a cycle like {example} or a cron text': 'повтор вида {example} или запись cron',
});

const sayValue = (value: string, name: string): string => {
  if (name === 'wanted') return wanted(value) ?? value;
  if (name === 'fault') return syntaxFaultInRussian(value);
  return name === 'rest' ? (messageInRussian(value) ?? value) : value;
};

/** What the kernel says of its incidents. What a worker or an activity says is its own and stays as it is. */
const messageInRussian = sayings(
  {
    'No condition of an outgoing flow holds, and there is no default flow':
      'Ни одно условие исходящих потоков не выполнилось, а потока по умолчанию нет',
    "Expression '{source}' failed: FEEL syntax: {fault}": 'Выражение «{source}» не вычислилось: {fault}',
    "Expression '{source}' failed: {reason}": 'Выражение «{source}» не вычислилось: {reason}',
    "Expression '{source}' should give {wanted}, but gave {value}":
      'Выражение «{source}» должно давать {wanted}, но дало {value}',
    'The fixed value should give {wanted}, but gave {value}': 'Здесь ожидается {wanted}, а указано {value}',
    "Error '{code}' is not caught by any event: {message}":
      'Ошибку «{code}» не перехватывает ни одно событие: {message}',
    "Error '{code}' is not caught by any event": 'Ошибку «{code}» не перехватывает ни одно событие',
    'Everything else has ended, but tokens are left in front of {joins}; resolving drops them':
      'Всё остальное закончилось, но остались токены перед {joins}; повтор уберёт их',
    'The name of a variable in its result is too long: {name}': 'Слишком длинное имя переменной в результате: {name}',
    'Timer {element}: {rest}': 'Таймер {element}: {rest}',
    'One input led to more than {most} internal commands; the model may loop without end':
      'Один шаг привёл больше чем к {most} внутренним командам: возможно, в схеме бесконечный цикл',
    'The instance has used up its {most} keys: it has gone through too many elements, jobs, tasks and timers, and can only be cancelled':
      'Экземпляр прошёл слишком много элементов, заданий, задач и таймеров (больше {most}); его можно только отменить',
    'There is no deployed process «{process}».': 'Процесс «{process}» не развёрнут.',
    'The process «{process}» could not be started: {reason}': 'Процесс «{process}» не запустился: {reason}',
    '{activity} answered {type}, not an object of variables': '{activity}: ответ — {type}, а не объект с переменными',
  },
  sayValue,
);

/** The message of an incident in the language of the page; one that nobody has translated stays as it is. */
export const incidentMessage = (message: string, language: Language): string =>
  language === 'ru' ? (messageInRussian(message) ?? message) : message;
