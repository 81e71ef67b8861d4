import type { ProcessDefinition } from '../../bpmn/index.js';
import { build } from '../../bpmn/test-support/build.js';
import { end, exclusive, pass, service, start, timerBoundary, type Draft } from '../../bpmn/test-support/elements.js';

/** start → service task → end. */
export const oneTask: ProcessDefinition = build({
  elements: [start(), service('work'), end()],
  flows: ['start -> work -> end'],
});

/**
 * 10 service tasks in a row; after each odd one an exclusive gateway (`amount > 100` goes on, the default ends declined),
 * on each even one an interrupting timer of a day. 17 element completions when the amount is large.
 */
export const ticket: ProcessDefinition = ticketModel();

/** start → parallel multi-instance service task → end. */
export const fanOut: ProcessDefinition = build({
  elements: [start(), service('work', { multi: { items: '=items', element: 'item' } }), end()],
  flows: ['start -> work -> end'],
});

/** merge → round (runs by itself) → again? Runs `n` rounds in one step. */
export const loopByItself: ProcessDefinition = loopModel(
  pass('round', { inputs: { next: '=i + 1' }, outputs: { i: '=next' } }),
);

/** The same with a task that waits for the caller in each round. */
export const loopWithTask: ProcessDefinition = loopModel(service('round'));

function loopModel(round: Draft): ProcessDefinition {
  return build({
    elements: [start(), exclusive('merge'), round, exclusive('again'), end()],
    flows: ['start -> merge -> round -> again', 'again -> merge [i < n]', 'again -> end [default]'],
  });
}

function ticketModel(): ProcessDefinition {
  const elements: Draft[] = [start(), end(), end('declined'), end('late')];
  const flows: string[] = [];
  let from = 'start';
  let condition = '';
  for (let number = 1; number <= 10; number += 1) {
    elements.push(service(`t${number}`));
    flows.push(`${from} -> t${number}${condition}`);
    from = `t${number}`;
    condition = '';
    if (number % 2 === 1) {
      elements.push(exclusive(`g${number}`));
      flows.push(`t${number} -> g${number}`, `g${number} -> declined [default]`);
      from = `g${number}`;
      condition = ' [amount > 100]';
    } else {
      elements.push(timerBoundary(`b${number}`, `t${number}`, 'P1D'));
      flows.push(`b${number} -> late`);
    }
  }
  return build({ elements, flows: [...flows, `${from} -> end`] });
}
