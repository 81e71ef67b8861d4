import { expect, it } from '@jest/globals';
import { translateTo } from './translation/translate.js';
import { placeName } from './place-name.js';

const gateway = { type: 'bpmn:ExclusiveGateway', businessObject: {} };
const task = { type: 'bpmn:ServiceTask', businessObject: { name: 'Ship ' } };

it('calls an element by its name, one without a name by its kind, and a flow by its ends', () => {
  expect(placeName(task, translateTo('ru'))).toBe('Ship');
  expect(placeName(gateway, translateTo('en'))).toBe('Exclusive gateway');
  expect(placeName({ type: 'bpmn:SequenceFlow', source: gateway, target: task }, translateTo('ru'))).toBe(
    'Исключающий шлюз → Ship',
  );
});

it.each([
  ['bpmn:BoundaryEvent', 'Граничное событие'],
  ['bpmn:IntermediateThrowEvent', 'Промежуточное событие'],
  ['bpmn:EventBasedGateway', 'Шлюз по событиям'],
  ['bpmn:SubProcess', 'Подпроцесс'],
  ['bpmn:AdHocSubProcess', 'Подпроцесс ad-hoc'],
])('has a word for %s', (type, word) => {
  expect(placeName({ type }, translateTo('ru'))).toBe(word);
});
