import { describe, expect, it } from '@jest/globals';
import { build } from '../../test-support/build.js';
import {
  end,
  eventSub,
  messageCatch,
  messageStart,
  parallel,
  service,
  start,
  sub,
  type Options,
} from '../../test-support/elements.js';
import { Play } from '../../test-support/play.js';

const oneTask = (options: Options) =>
  build({ elements: [start(), service('work', options), end()], flows: ['start -> work -> end'] });

describe('input mappings', () => {
  it('make variables of the element itself, in order; later ones see earlier ones', () => {
    const play = Play.start(oneTask({ inputs: { a: '=x', b: '=a + 1', x: '=100' } }), { x: 1 });
    expect(play.visible('work')).toEqual({ a: 1, b: 2, x: 100 });
    expect(play.variables).toEqual({ x: 1 });
  });

  it('write into paths; what is there outside is seen but not copied', () => {
    const play = Play.start(oneTask({ inputs: { 'o.b': '=2', 'o.c': '=o.b + o.a', d: '=o.a' } }), { o: { a: 1 } });
    expect(play.state.variables['e3']).toEqual({ o: { b: 2, c: 3 }, d: 1 });
  });

  it('write into a path of what the element itself has already', () => {
    const multi = { items: '=[{n: 1}]', element: 'item' };
    const play = Play.start(oneTask({ multi, inputs: { 'item.double': '=item.n * 2' } }));
    expect(play.visible('work')).toMatchObject({ item: { n: 1, double: 2 } });
  });

  it('take a missing variable as null', () => {
    expect(Play.start(oneTask({ inputs: { a: '=missing' } })).state.variables['e3']).toEqual({ a: null });
  });

  it('stop the element with an incident when an expression fails, and set nothing', () => {
    const play = Play.start(oneTask({ inputs: { a: '=1', b: '=1 +' } }));
    expect(play.incidents).toEqual([['work', 'IO_MAPPING_ERROR']]);
    expect(play.state.variables['e3']).toBeUndefined();
    expect(play.open()).toEqual([]);
  });

  it('may give fixed values', () => {
    expect(Play.start(oneTask({ inputs: { a: 'text' } })).visible('work')).toEqual({ a: 'text' });
  });
});

describe('output mappings', () => {
  it('are all that leaves the element: what the worker returned stays local', () => {
    const play = Play.start(oneTask({ outputs: { z: '=y' } }), { i: 0 });
    play.complete('work', { x: 1, y: 2 });
    expect(play.variables).toEqual({ i: 0, z: 2 });
  });

  it('see what the worker returned before the inputs of the same name', () => {
    const play = Play.start(oneTask({ inputs: { x: '=i' }, outputs: { y: '=x' } }), { i: 0 });
    play.complete('work', { x: 1 });
    expect(play.variables).toEqual({ i: 0, y: 1 });
  });

  it('write into what is there at a path, and replace what is no object on the way', () => {
    const play = Play.start(oneTask({ outputs: { 'o.b': '=2', 'o.c.d': '=o.b + 1', 't.u': '=1' } }), {
      o: { a: 1 },
      t: 'text',
    });
    play.complete('work');
    expect(play.variables).toEqual({ o: { a: 1, b: 2, c: { d: 3 } }, t: { u: 1 } });
  });

  it('change one member of a variable where it lives, whatever the element has under its name', () => {
    const play = Play.start(oneTask({ inputs: { a: '={a1: "own"}' }, outputs: { 'a.a2': '=a.a2' } }), { a: { a1: 1 } });
    play.complete('work', { a: { a2: 2, a3: 3 } });
    expect(play.variables).toEqual({ a: { a1: 1, a2: 2 } });
  });

  it('may change several members of one variable, in order', () => {
    const outputs = { 'a.x': '=a.a2', 'a.y.z': '=a.x + 1', 'a.a1': '=null' };
    const play = Play.start(oneTask({ outputs }), { a: { a1: 1, y: { keep: true } } });
    play.complete('work', { a: { a2: 2, a3: 3 } });
    expect(play.variables).toEqual({ a: { a1: null, x: 2, y: { keep: true, z: 3 } } });
  });

  it('of parallel branches keep what the others have written', () => {
    const play = Play.start(
      build({
        elements: [
          start(),
          parallel('fork'),
          service('left', { outputs: { 'a.left': '=a.own' } }),
          service('right', { outputs: { 'a.right': '=a.own' } }),
          parallel('join'),
          end(),
        ],
        flows: ['start -> fork', 'fork -> left -> join', 'fork -> right -> join', 'join -> end'],
      }),
      { a: { before: 0 } },
    );
    play.complete('right', { a: { own: 'r' } });
    play.complete('left', { a: { own: 'l' } });
    expect(play.variables).toEqual({ a: { before: 0, left: 'l', right: 'r' } });
  });

  it('reach the variable of the nearest scope around the element that has it', () => {
    const inside = {
      elements: [start('in'), service('work', { outputs: { 'a.b': '=r' } }), end('out')],
      flows: ['in -> work -> out'],
    };
    const play = Play.start(
      build({
        elements: [start(), sub('s', inside, { inputs: { a: '={here: 1}' }, outputs: { 'a.c': '=a.b' } }), end()],
        flows: ['start -> s -> end'],
      }),
      { a: { outside: 1 } },
    );
    play.complete('work', { r: 2, a: { noise: 1 } });
    expect(play.variables).toEqual({ a: { outside: 1, c: 2 } });
  });

  it('that fail stop the element while its work is done; resolving goes on from there', () => {
    const play = Play.start(oneTask({ outputs: { z: '=number(y' } }));
    play.complete('work', { y: 1 });
    expect(play.incidents).toEqual([['work', 'IO_MAPPING_ERROR']]);
    expect(play.state.instances['e3']?.incident?.phase).toBe('complete');
    expect(play.open()).toEqual([]);
    expect(play.state.variables['e3']).toEqual({ y: 1 });
    play.resolve();
    expect(play.incidents).toEqual([['work', 'IO_MAPPING_ERROR']]);
    expect(play.open()).toEqual([]);
  });

  it('apply to messages too', () => {
    const play = Play.start(
      build({
        elements: [start(), messageCatch('m', 'm', 'k', { outputs: { r: '=x' } }), end()],
        flows: ['start -> m -> end'],
      }),
    );
    play.receive('m', { x: 1 });
    expect(play.variables).toEqual({ r: 1 });
  });
});

describe('output mappings of an element that cannot be left for another reason', () => {
  const raising = { outputs: { counter: '=counter + 1' } };

  it('are not applied again when a completion condition is evaluated again', () => {
    const play = Play.start(oneTask({ ...raising, multi: { items: '=[1, 2]', until: '=enough' } }), { counter: 0 });
    play.complete('work');
    expect(play.incidents).toEqual([['work', 'EXTRACT_VALUE_ERROR']]);
    play.resolve();
    play.setVariables({ enough: false });
    play.resolve();
    expect(play.variables).toMatchObject({ counter: 1 });
    play.complete('work');
    expect(play.variables).toMatchObject({ counter: 2 });
    expect(play.state.status).toBe('completed');
  });

  it('are not applied again when event sub-processes are asked for again', () => {
    const play = Play.start(
      build({
        elements: [
          start('start', raising),
          service('work'),
          end(),
          eventSub('listening', { elements: [messageStart('told', 'm', '=key')], flows: [] }),
        ],
        flows: ['start -> work -> end'],
      }),
      { counter: 0 },
    );
    expect(play.incidents).toEqual([['start', 'EXTRACT_VALUE_ERROR']]);
    play.setVariables({ key: 'k' });
    play.resolve();
    expect(play.open('told')).toHaveLength(1);
    expect(play.variables).toMatchObject({ counter: 1 });
  });

  it('are not applied again when something goes on inside meanwhile', () => {
    const inside = {
      elements: [
        start('in'),
        end('out'),
        service('first'),
        eventSub('more', {
          elements: [messageStart('told', 'm', 'k', false), service('work')],
          flows: ['told -> work'],
        }),
      ],
      flows: ['in -> first -> out'],
    };
    const multi = { items: '=[1]', until: '=enough' };
    const play = Play.start(
      build({ elements: [start(), sub('s', inside, { ...raising, multi }), end()], flows: ['start -> s -> end'] }),
      { counter: 0 },
    );
    play.complete('first');
    play.receive('told');
    play.setVariables({ enough: true });
    play.resolve();
    play.complete('work');
    expect(play.variables).toMatchObject({ counter: 1 });
    expect(play.state.status).toBe('completed');
  });
});
