import { describe, expect, it } from '@jest/globals';
import { isDate, isDuration, readCycle } from './timer-text.js';

describe('timer texts', () => {
  it.each([
    '2025-10-03T11:00:00Z',
    '2025-10-03T11:00+03:00',
    '2025-10-03T11:00:00.123-05:00',
    '2025-10-03T11:00:00+03:00[Europe/Moscow]',
    '2024-02-29T23:59:59+15:59',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59-00:00',
  ])('takes %s as an instant', (text) => expect(isDate(text)).toBe(true));

  it.each([
    '2025-10-03',
    '2025-10-03T11:00:00',
    '2025-13-03T11:00:00Z',
    '2025-02-29T00:00:00Z',
    '2025-02-30T00:00:00Z',
    '2025-04-31T00:00:00+03:00',
    '2025-10-00T00:00:00Z',
    '2025-10-03T24:00:00Z',
    '2025-10-03T11:00:00+16:00',
    '2025-10-03T11:00:00-18:00',
    '2025-10-03T11:00:00+03:60',
    '0000-12-31T23:00:00-05:00',
    '0001-01-01T00:00:00+03:00',
    '9999-12-31T23:00:00-03:00',
    'PT1H',
    '',
    'tomorrow',
  ])('does not take %s as an instant', (text) => expect(isDate(text)).toBe(false));

  it.each(['PT15M', 'P1Y2M3W4DT5H6M7.5S', 'P2W', 'PT0S', '-PT1H', 'P1D'])('takes %s as a duration', (text) =>
    expect(isDuration(text)).toBe(true),
  );

  it.each(['P', 'PT', 'P1DT', '15M', 'P1H', 'PT1D', 'one hour', '', 'P300000Y', '-P300000Y', 'PT99999999999999H'])(
    'does not take %s as a duration',
    (text) => expect(isDuration(text)).toBe(false),
  );

  it.each([
    ['R3/PT10S', { value: 'PT10S', repetitions: 3 }],
    ['R/PT10S', { value: 'PT10S', repetitions: null }],
    ['R-1/P1D', { value: 'P1D', repetitions: null }],
    ['R2/2025-10-03T11:00:00Z/P1D', { value: 'P1D', repetitions: 2, start: '2025-10-03T11:00:00Z' }],
    ['0 0 9-17 * * MON-FRI', { value: '0 0 9-17 * * MON-FRI', repetitions: null }],
    ['0 */15 * * * *', { value: '0 */15 * * * *', repetitions: null }],
    ['0 0 12 L * ?', { value: '0 0 12 L * ?', repetitions: null }],
    ['0 0/5 8 ? * 1#2', { value: '0 0/5 8 ? * 1#2', repetitions: null }],
    ['@daily', { value: '@daily', repetitions: null }],
  ])('takes the cycle %s apart', (text, cycle) => expect(readCycle(text)).toEqual(cycle));

  it.each([
    'PT10S',
    'R3',
    'R3/',
    'R3/hour',
    'R3/tomorrow/PT1H',
    '* * *',
    '@sometimes',
    'every day at nine o clock',
    '60 0 0 * * *',
    '0 0 24 * * *',
    '0 0 0 0 1 *',
    '0 0 17-9 * * *',
    '0 0 9-12-17 * * *',
    '0 */0 * * * *',
    '0 0 0 * * ABC',
    'R/PT0S',
    'R0/PT1H',
    'R00/2025-10-03T11:00:00Z/PT1H',
    'R/-PT1S',
    '',
  ])('does not take %s as a cycle', (text) => expect(readCycle(text)).toBeUndefined());
});
