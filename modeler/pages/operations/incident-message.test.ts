import { describe, expect, it } from '@jest/globals';
import { incidentMessage } from './incident-message.js';

describe('the message of an incident', () => {
  it.each([
    [
      'No condition of an outgoing flow holds, and there is no default flow',
      'Ни одно условие исходящих потоков не выполнилось, а потока по умолчанию нет',
    ],
    [
      "Expression 'amount' should give a whole number from 0 to 100, but gave null",
      'Выражение «amount» должно давать целое число от 0 до 100, но дало null',
    ],
    [
      'Timer due: The fixed value should give a duration like PT15M, but gave "soon"',
      'Таймер due: Здесь ожидается длительность вида PT15M, а указано "soon"',
    ],
    [
      "Expression 'a +' failed: FEEL syntax: the expression is incomplete",
      'Выражение «a +» не вычислилось: выражение не закончено',
    ],
    ["Error 'no-stock' is not caught by any event", 'Ошибку «no-stock» не перехватывает ни одно событие'],
  ])('%s is said in Russian', (message, russian) => {
    expect(incidentMessage(message, 'ru')).toBe(russian);
    expect(incidentMessage(message, 'en')).toBe(message);
  });

  it('stays as a worker wrote it', () => {
    expect(incidentMessage('LDAP is down', 'ru')).toBe('LDAP is down');
  });
});
