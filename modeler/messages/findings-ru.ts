import type { FindingRule } from '../../bpmn/deploy.js';

/** What the rules of the deploy checks say in Russian. `{…}` stands for a parameter; the checks themselves speak English. */
export const findingsRu: Readonly<Record<FindingRule, string>> = {
  // The file
  'not-utf-8': 'Кодировка в файле не указана, и это не UTF-8.',
  'wrong-encoding': 'Файл не в той кодировке, которая в нём указана: {encoding}.',
  'unknown-encoding': 'Неизвестная кодировка {encoding}: сохраните файл в UTF-8.',
  'not-bpmn': 'Файл — не BPMN 2.0 XML: строка {line}, столбец {column}: {reason}.',
  'not-definitions': 'Файл — XML другого вида: он начинается с <{found}>, а не с описания BPMN.',
  'document-type': 'Объявление типа документа (DOCTYPE) не принимается.',
  'no-executable-process': 'В файле нет исполняемого процесса.',
  'unknown-element': 'В строке {line}, столбец {column}, неизвестный элемент <{found}>, он был бы пропущен.',
  'unreadable-content': 'Строку {line} не удалось прочитать со столбца {column}, это было бы пропущено: {reason}.',
  'unknown-attribute': 'Неизвестный атрибут {name}.',
  'unknown-reference': 'Нет элемента с id «{id}».',

  // Ids
  'missing-process-id': 'У процесса нет id.',
  'missing-id': 'У элемента нет id: {kind}.',
  'duplicate-id': 'Id «{id}» использован дважды (строка {line}).',
  'invalid-id': 'Строка {line} была бы пропущена: «{id}» не может быть id.',
  'reserved-id': 'Id {id} использовать нельзя.',
  'long-id': 'Id длиннее {most} знаков.',

  // What is not run
  'unsupported-element': 'Не поддерживается: {kind}.',
  'unsupported-event-definitions': 'Не поддерживается: {kind} сразу с несколькими видами события.',
  'unsupported-untyped-event': 'Событию нужен вид: выберите его гаечным ключом.',
  'unsupported-standard-loop': 'Стандартные циклы не поддерживаются: используйте повтор по коллекции или шлюз.',
  'unsupported-loop-cardinality': 'Число повторов не поддерживается: используйте входную коллекцию.',
  'unsupported-loop-behaviour': 'События, которые порождает повторяемое действие, не поддерживаются.',
  'unsupported-compensation': 'Компенсация не поддерживается.',
  'unsupported-start-quantity': 'Начальное количество, отличное от 1, не поддерживается.',
  'unsupported-completion-quantity': 'Конечное количество, отличное от 1, не поддерживается.',
  'unsupported-instantiation': 'Процесс может начинать только начальное событие.',
  'unsupported-parallel-events': 'Параллельный шлюз по событиям не поддерживается.',
  'unsupported-timer': 'Таймеру нужно ровно одно из трёх: дата, длительность или цикл.',
  'unsupported-unit': 'Единица срока — workingTime или workingDays.',
  'unsupported-phase': 'Фаза срока — warning или breach.',
  'unsupported-milestone': 'Таймер не может следовать за сроком заявки: задайте длительность в календаре.',
  'unsupported-execution-listeners': 'Обработчики исполнения не поддерживаются.',
  'unsupported-task-listeners': 'Обработчики задач не поддерживаются.',
  'unsupported-linked-resources': 'Связанные ресурсы не поддерживаются.',
  'unsupported-condition': 'Условие возможно только на потоке из исключающего или включающего шлюза.',
  'unused-condition': 'Условие не учитывается: на условия смотрят только исключающие и включающие шлюзы.',
  nesting: 'Подпроцессы вложены слишком глубоко.',

  // Where it begins and ends
  'missing-start-event': 'У процесса нет начального события.',
  'missing-none-start-event': 'У подпроцесса нет простого начального события.',
  'several-none-start-events': 'Начальное событие может быть одно; уже есть {id}.',
  'sub-process-start': 'Подпроцесс начинается только с простого начального события.',
  'process-error-start': 'Ошибка может начать событийный подпроцесс, но не процесс.',
  unreachable: 'К этому элементу ничего не ведёт.',
  'no-way-out': 'Отсюда нельзя дойти до конца.',
  'implicit-end': 'Путь обрывается здесь без конечного события.',

  // Numbers
  'inexact-number': 'В «{source}» есть число, которое нельзя сохранить точно: из {number} получится {kept}.',
  'inexact-number-in-form':
    'В форме есть число, которое нельзя сохранить точно, в {place}: из {number} получится {kept}.',

  // Flows
  'flow-without-source': 'У потока управления нет начала.',
  'flow-without-target': 'У потока управления нет конца.',
  'stray-flow': 'Поток управления не соединяет два элемента этого процесса.',
  'flow-across-scopes': 'Поток управления не может пересекать границу подпроцесса или процесса.',
  'flow-into-event': 'К этому событию не может вести поток управления.',
  'flow-out-of-event': 'Из этого события не может выходить поток управления.',
  'missing-condition': 'Потоку нужно условие, либо сделайте его потоком по умолчанию гаечным ключом.',
  'default-flow-elsewhere': 'Поток по умолчанию не выходит из этого шлюза.',
  'default-flow-condition':
    'Условие не учитывается: поток по умолчанию выбирается, когда не выполнено ни одно другое условие.',
  deadlock: 'Из путей от {id} выбирается один, а соединение ждёт все.',
  'lack-of-synchronization': 'От {id} идут все пути сразу, и каждый продолжится после этого соединения.',

  // Events
  'boundary-attachment': 'Граничное событие не прикреплено к действию на том же уровне.',
  'caught-error-expression': 'Код перехватываемой ошибки не может быть выражением.',
  'caught-error-twice': 'Эту ошибку здесь уже перехватывает другое событие.',
  'event-gateway-flows': 'Из шлюза по событиям должно выходить не меньше двух потоков.',
  'event-gateway-target':
    'После шлюза по событиям могут стоять только ожидание сообщения, таймер и задача получения, но не {id}.',
  'event-gateway-event': 'К этому событию может вести только его шлюз по событиям.',
  'event-sub-process-starts': 'В событийном подпроцессе должно быть ровно одно начальное событие, а не {count}.',
  'event-sub-process-start':
    'Начальное событие событийного подпроцесса должно чего-то ждать: сообщения, таймера, ошибки.',
  'event-sub-process-flow': 'К событийному подпроцессу и из него не может идти поток управления.',
  'missing-message': 'Не выбрано сообщение с именем.',
  'missing-correlation-key': 'Не указан ключ корреляции сообщения.',
  'missing-error': 'Не выбрана ошибка с кодом.',
  'missing-link-target': 'На этом уровне нет принимающего события-ссылки с таким именем.',

  // Timers
  'missing-timer-value': 'У таймера нет значения.',
  'timer-date': '{value} — не дата и время со смещением вида 2025-10-03T11:00:00+03:00.',
  'timer-duration': '{value} — не длительность вида PT2H30M или P1D.',
  'timer-repetition': '{value} — не повторяющийся интервал вида R3/PT10M и не запись cron.',
  'timer-cycle': 'Повторяющийся таймер возможен, только если он не прерывает действие или начинает процесс.',
  'unit-without-calendar': 'Рабочему времени и рабочим дням нужен календарь, в котором они считаются.',
  'timer-phase': 'Указана фаза, но не указан срок, к которому она относится.',

  // Work
  'missing-job-type': 'Не указан тип задания.',
  'missing-activity': 'Для действия Temporal нужны очередь задач и имя действия.',
  'activity-timeout': 'Таймаут попытки — длительность вида PT30S.',
  'activity-heartbeat': 'Таймаут сигнала активности — длительность вида PT20S.',
  'activity-retries': 'Число попыток — 1 или больше.',
  'missing-called-process': 'Не указано, какой процесс вызывается.',
  'missing-version-tag': 'Не указана метка версии вызываемого процесса.',
  'missing-script': 'Не указано выражение.',
  'missing-result-variable': 'Не указана переменная для результата.',
  'missing-input-collection': 'Не указана входная коллекция.',
  'multi-instance-output': 'Выходная коллекция и выходной элемент возможны только вместе.',
  'kept-assignee': 'Каждый повтор действия {id} достанется тому, кто взял первый: остальные в нём не участвуют.',
  'form-by-id': 'Отдельные формы не поддерживаются: вместо формы будут видны переменные. Храните форму в диаграмме.',
  'form-syntax': 'В поле формы — не JSON формы: нужен объект со списком components.',

  // Expressions and variables
  'expression-required': '{value}: здесь нужно выражение FEEL, оно начинается с «=».',
  'expression-syntax': '«{source}» — не выражение FEEL, знак {position}: здесь не может стоять «{found}».',
  'expression-incomplete': '«{source}» — не выражение FEEL, знак {position}: выражение не закончено.',
  'expression-too-large':
    '«{source}» — не выражение FEEL: оно слишком длинное, или в нём слишком много вложенных скобок.',
  'pattern-back-reference': 'Шаблон «{pattern}» содержит обратную ссылку: здесь такие шаблоны не поддерживаются.',
  'pattern-look-around': 'Шаблон «{pattern}» заглядывает вперёд или назад: здесь такие шаблоны не поддерживаются.',
  'pattern-too-large': 'Шаблон «{pattern}» слишком длинный, слишком глубокий или повторяет что-то больше 1000 раз.',
  'pattern-syntax': 'Шаблон «{pattern}» — не регулярное выражение.',
  'mapping-source': 'У сопоставления с «{name}» нет источника.',
  'mapping-target': '«{name}» — не имя переменной.',
};
