import { inRussian } from '../translation/translate.js';

/** What people also call kinds of elements, in both languages, by a word of their English name. */
const synonyms: readonly (readonly [kind: RegExp, words: string])[] = [
  [/gateway/, 'шлюз развилка ветвление decision branch split join'],
  [/exclusive gateway/, 'условие если выбор xor if condition'],
  [/parallel gateway/, 'параллельно одновременно и and fork'],
  [/inclusive gateway/, 'условие или or condition'],
  [/event-based gateway/, 'событие ожидание'],
  [/task|activity/, 'задача действие работа шаг activity step'],
  [/user task/, 'человек пользователь исполнитель форма согласование human person form approval'],
  [/service task/, 'сервис автоматическая робот обработчик worker job automatic'],
  [/script task/, 'скрипт выражение feel expression'],
  [/call activity/, 'вызов процесс подпроцесс call process reuse'],
  [/sub-process/, 'подпроцесс вложенный subprocess nested'],
  [/event/, 'событие event'],
  [/start event/, 'начало старт start begin'],
  [/end event/, 'конец завершение финиш end finish'],
  [/terminate/, 'остановка прервать stop'],
  [/boundary/, 'граничное прерывание attached'],
  [/timer/, 'таймер срок время пауза задержка timer delay deadline wait'],
  [/message|receive|send/, 'сообщение письмо message mail'],
  [/error/, 'ошибка сбой exception'],
  [/link/, 'ссылка переход goto'],
  [/conditional/, 'условие condition'],
  [/flow/, 'поток стрелка связь arrow connection'],
  [/conditional flow/, 'условие condition'],
  [/lane|participant/, 'дорожка пул роль swimlane pool'],
  [/annotation/, 'примечание комментарий заметка note comment'],
  [/data/, 'данные документ data document'],
];

/** Words by which a kind of element is found: its names in both languages, and what people also call it. */
export const wordsOf = (englishName: string): string => {
  const name = englishName.toLowerCase();
  const also = synonyms.filter(([kind]) => kind.test(name)).map(([, words]) => words);
  return [name, inRussian(englishName) ?? '', ...also].join(' ').toLowerCase();
};
