/** What the deploy checks say, in Russian. `{…}` stands for a part that differs from case to case. */
export const findingsRu: Readonly<Record<string, string>> = {
  'The file is not BPMN 2.0 XML: {reason}': 'Файл не похож на BPMN 2.0 XML: {reason}',
  'A document type (DOCTYPE) is not accepted.': 'Объявление типа документа (DOCTYPE) не принимается.',
  'The file has no executable process.': 'В файле нет исполняемого процесса.',
  'The boundary event is not attached to an activity of the same scope.':
    'Граничное событие не прикреплено к действию на том же уровне.',
  'The version tag of the called process is missing.': 'Не указана метка версии вызываемого процесса.',
  'The code of a caught error must not be an expression.': 'Код перехватываемой ошибки не может быть выражением.',
  'Another event catches the same error here already.': 'Эту ошибку здесь уже перехватывает другое событие.',
  'An event-based gateway needs at least two outgoing flows.':
    'Из шлюза по событиям должно выходить не меньше двух потоков.',
  'After an event-based gateway there may only be message and timer catch events and receive tasks, not {id}.':
    'После шлюза по событиям могут стоять только ожидание сообщения, таймер и задача получения, но не {id}.',
  'Nothing but its event-based gateway may lead to this event.':
    'К этому событию может вести только его шлюз по событиям.',
  'An event sub-process needs exactly one start event, not {count}.':
    'В событийном подпроцессе должно быть ровно одно начальное событие, а не {count}.',
  'The start event of an event sub-process has to wait for an event.':
    'Начальное событие событийного подпроцесса должно чего-то ждать: сообщения, таймера, ошибки.',
  'No sequence flow may lead to or from an event sub-process.':
    'К событийному подпроцессу и из него не может идти поток управления.',
  "{value} has to be a FEEL expression, which begins with '='.":
    '{value}: здесь нужно выражение FEEL, оно начинается с «=».',
  "'{source}' is not FEEL at position {place}: {fault}.": '«{source}» — не выражение FEEL, знак {place}: {fault}.',
  "'{source}' is not FEEL: {fault}.": '«{source}» — не выражение FEEL: {fault}.',
  "'{source}' has a number that cannot be kept exactly: {number} would become {kept}.":
    'В «{source}» есть число, которое нельзя сохранить точно: из {number} получится {kept}.',
  'The default flow does not leave this gateway.': 'Поток по умолчанию не выходит из этого шлюза.',
  'The default flow must not have a condition.': 'У потока по умолчанию не может быть условия.',
  'The flow needs a condition, or has to be the default flow.':
    'Потоку нужно условие, либо сделайте его потоком по умолчанию гаечным ключом.',
  'The process has no id.': 'У процесса нет id.',
  'The id is longer than {most} characters.': 'Id длиннее {most} знаков.',
  'The correlation key of the message is missing.': 'Не указан ключ корреляции сообщения.',
  'There is no message with a name.': 'Не выбрано сообщение с именем.',
  'There is no error with a code to throw.': 'Не выбрана ошибка с кодом.',
  'It is not said which process is called.': 'Не указано, какой процесс вызывается.',
  'There is no link catch event of this name in the same scope.':
    'На этом уровне нет принимающего события-ссылки с таким именем.',
  'The process has no start event.': 'У процесса нет начального события.',
  'The sub-process has no none start event.': 'У подпроцесса нет простого начального события.',
  'The job type is missing.': 'Не указан тип задания.',
  'A Temporal activity needs a task queue and the name of the activity.':
    'Для действия Temporal нужны очередь задач и имя действия.',
  'The time limit of an attempt is a duration like PT30S.': 'Предел времени попытки — длительность вида PT30S.',
  'The longest silence of an attempt is a duration like PT20S.':
    'Наибольшее молчание попытки — длительность вида PT20S.',
  'The number of attempts is 1 or more.': 'Число попыток — 1 или больше.',
  'The input collection is missing.': 'Не указана входная коллекция.',
  'Output collection and output element are only possible together.':
    'Выходная коллекция и выходной элемент возможны только вместе.',
  'Every turn of the multi-instance activity {id} goes to whoever had its first one.':
    'Каждый повтор действия {id} достанется тому, кто взял первый: остальные в нём не участвуют.',
  'From here no end can be reached.': 'Отсюда нельзя дойти до конца.',
  'The path ends here without an end event.': 'Путь обрывается здесь без конечного события.',
  'The expression is missing.': 'Не указано выражение.',
  'The result variable is missing.': 'Не указана переменная для результата.',
  'A sequence flow must not leave or enter a sub-process or process.':
    'Поток управления не может пересекать границу подпроцесса или процесса.',
  'No sequence flow may lead to this event.': 'К этому событию не может вести поток управления.',
  'No sequence flow may leave this event.': 'Из этого события не может выходить поток управления.',
  'There is another none start event already: {id}.': 'Простое начальное событие уже есть: {id}.',
  'A sub-process starts at a none start event only.': 'Подпроцесс начинается только с простого начального события.',
  'An error can start an event sub-process, but not a process.':
    'Ошибка может начать событийный подпроцесс, но не процесс.',
  'Of the paths from {id} only one is taken, but the join waits for all of them.':
    'Из путей от {id} выбирается один, а соединение ждёт все.',
  'All paths from {id} are taken, and each of them goes on behind this join.':
    'От {id} идут все пути сразу, и каждый продолжится после этого соединения.',
  'A cycle is only possible where the timer does not interrupt or starts a process.':
    'Повторяющийся таймер возможен, только если он не прерывает действие или начинает процесс.',
  'A phase is set, but no milestone that it belongs to.': 'Указана фаза, но не указан срок, к которому она относится.',
  'The timer has no value.': 'У таймера нет значения.',
  '{value} is not a date and time with offset like 2025-10-03T11:00:00+03:00.':
    '{value} — не дата и время со смещением вида 2025-10-03T11:00:00+03:00.',
  '{value} is not a duration like PT2H30M or P1D.': '{value} — не длительность вида PT2H30M или P1D.',
  '{value} is not a repeating interval like R3/PT10M or a cron text.':
    '{value} — не повторяющийся интервал вида R3/PT10M и не запись cron.',
  'Forms of their own are not served: people will see the variables instead. Keep the form in the diagram.':
    'Отдельные формы не поддерживаются: вместо формы будут видны переменные. Храните форму в диаграмме.',
  'The form is not the JSON of a form: an object with a list of components.':
    'В поле формы — не JSON формы: нужен объект со списком components.',
  'The form has a number that cannot be kept exactly at {place}: {number} would become {kept}.':
    'В форме есть число, которое нельзя сохранить точно, в {place}: из {number} получится {kept}.',
  'Nothing leads to this element.': 'К этому элементу ничего не ведёт.',
  "The mapping to '{name}' has no source.": 'У сопоставления с «{name}» нет источника.',
  "'{name}' is not a variable name.": '«{name}» — не имя переменной.',
  'An element of type {type} has no id.': 'У элемента типа {type} нет id.',
  'The sequence flow has no source element.': 'У потока управления нет начала.',
  'The sequence flow has no target element.': 'У потока управления нет конца.',
  'The sequence flow does not connect two elements of this process.':
    'Поток управления не соединяет два элемента этого процесса.',
  'Sub-processes are nested too deeply here.': 'Подпроцессы вложены слишком глубоко.',
  'The id {id} is not possible.': 'Id {id} использовать нельзя.',
  'Unknown: {what}.': 'Неизвестно: {what}.',
  "There is no element with the id '{id}'.": 'Нет элемента с id «{id}».',
  "The id '{id}' is used twice (line {line}).": 'Id «{id}» использован дважды (строка {line}).',
  'Line {line} cannot be read and would be ignored: {reason}.':
    'Строку {line} не удалось прочитать, она была бы пропущена: {reason}.',
  'Standard loops are not supported; use a multi-instance activity or a gateway.':
    'Стандартные циклы не поддерживаются: используйте повтор по коллекции или шлюз.',
  'A loop cardinality is not supported; use an input collection.':
    'Число повторов не поддерживается: используйте входную коллекцию.',
  'Events thrown by a multi-instance activity are not supported.':
    'События, которые порождает повторяемое действие, не поддерживаются.',
  'Compensation is not supported.': 'Компенсация не поддерживается.',
  'A start quantity other than 1 is not supported.': 'Начальное количество, отличное от 1, не поддерживается.',
  'A completion quantity other than 1 is not supported.': 'Конечное количество, отличное от 1, не поддерживается.',
  'An element other than a start event cannot start a process.': 'Процесс может начинать только начальное событие.',
  'A parallel event-based gateway is not supported.': 'Параллельный шлюз по событиям не поддерживается.',
  'A timer needs exactly one of date, duration and cycle.':
    'Таймеру нужно ровно одно из трёх: дата, длительность или цикл.',
  'The unit of a term is workingTime or workingDays.': 'Единица срока — workingTime или workingDays.',
  'The phase of a milestone is warning or breach.': 'Фаза срока — warning или breach.',
  'Execution listeners are not supported.': 'Обработчики исполнения не поддерживаются.',
  'Task listeners are not supported.': 'Обработчики задач не поддерживаются.',
  'Linked resources are not supported.': 'Связанные ресурсы не поддерживаются.',
  'Not supported: boundary event.': 'Граничному событию нужен вид: выберите его гаечным ключом.',
  'Not supported: {what}.': 'Не поддерживается: {what}.',
  'The condition is ignored: only exclusive and inclusive gateways look at conditions.':
    'Условие не учитывается: на условия смотрят только исключающие и неисключающие шлюзы.',
  'A condition is only supported on a flow out of an exclusive or inclusive gateway.':
    'Условие возможно только на потоке из исключающего или неисключающего шлюза.',
};
