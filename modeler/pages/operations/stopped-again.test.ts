import { expect, it } from '@jest/globals';
import { stoppedAgain } from './stopped-again.js';

const incident = (incidentKey: string, elementId: string, processInstanceKey = '1') => ({
  ...{ incidentKey, elementId, processInstanceKey },
});
const retried = incident('10', 'decide');

it('finds the new incident of an element that was retried', () => {
  const again = incident('11', 'decide');
  expect(stoppedAgain([retried], [retried], [again])).toEqual([again]);
});

it('finds nothing when the instance went on, or nothing is known yet', () => {
  expect(stoppedAgain([retried], [retried], [])).toEqual([]);
  expect(stoppedAgain([retried], [retried], [retried])).toEqual([]);
});

it('does not take incidents elsewhere for it, nor those that were there before', () => {
  const other = incident('7', 'decide');
  const elsewhere = [incident('11', 'pay'), incident('12', 'decide', '2')];
  expect(stoppedAgain([retried], [retried, other], [other, ...elsewhere])).toEqual([]);
});
