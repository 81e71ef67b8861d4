import { describe, expect, it } from '@jest/globals';
import { build } from '../../test-support/build.js';
import { end, inclusive, parallel, service, start, sub } from '../../test-support/elements.js';
import { Play } from '../../test-support/play.js';

describe('camunda/camunda#54243: a join looks at one scope', () => {
  it('sees the branches of its own sub-process instance, not those of another', () => {
    const inside = {
      elements: [
        start('in'),
        parallel('fork'),
        service('a'),
        service('b'),
        inclusive('or'),
        parallel('and'),
        end('out'),
      ],
      flows: ['in -> fork', 'fork -> a', 'fork -> b', 'a -> or', 'b -> or', 'or -> and', 'fork -> and', 'and -> out'],
    };
    const play = Play.start(
      build({
        elements: [start(), sub('s', inside, { multi: { items: '=[1, 2]' } }), end()],
        flows: ['start -> s -> end'],
      }),
    );
    const [first, second] = play.instances('s').filter(({ role }) => role === 'iteration');
    const completeIn = (scope: string | undefined, element: string) => {
      const open = play.open(element).find(({ instance }) => instance.scope === scope);
      play.apply({ type: 'job.completed', key: open?.key ?? 'j0', variables: {} });
    };
    completeIn(first?.key, 'a');
    completeIn(second?.key, 'b');
    expect(play.completed).not.toContain('or');
    completeIn(first?.key, 'b');
    expect(play.completed.filter((element) => element === 's')).toHaveLength(1);
    completeIn(second?.key, 'a');
    expect(play.state.status).toBe('completed');
  });
});
