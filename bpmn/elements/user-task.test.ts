import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, start, user } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

const taskOf = (task: Record<string, string>, variables = {}) => {
  const play = Play.start(
    build({ elements: [start(), user('ask', { task }), end()], flows: ['start -> ask -> end'] }),
    variables,
  );
  const [open] = play.open('ask');
  return { play, request: open?.wait.kind === 'task' ? open.wait.task : undefined };
};

describe('user task', () => {
  it('opens a task with everything evaluated', () => {
    const { request } = taskOf(
      {
        assignee: '=who',
        candidateGroups: 'line 1, line 2',
        candidateUsers: '=["a", "b"]',
        dueDate: '=date and time("2025-10-03T11:00:00+03:00")',
        followUpDate: '2025-10-02T11:00:00Z',
        priority: '=30 + 5',
        formId: 'form',
        externalReference: 'ref',
      },
      { who: 'ann' },
    );
    expect(request).toEqual({
      assignee: 'ann',
      candidateGroups: ['line 1', 'line 2'],
      candidateUsers: ['a', 'b'],
      dueDate: '2025-10-03T11:00:00+03:00',
      followUpDate: '2025-10-02T11:00:00Z',
      priority: 35,
      formId: 'form',
      externalReference: 'ref',
      headers: {},
    });
  });

  it('has priority 50, no candidates and no dates unless the model says so', () => {
    expect(taskOf({ dueDate: '=null' }).request).toEqual({
      candidateGroups: [],
      candidateUsers: [],
      priority: 50,
      headers: {},
    });
  });

  it('gives on dates as a database reads them: without the name of their zone', () => {
    const { request } = taskOf({
      dueDate: '=date and time("2025-10-03T11:00:00@Europe/Berlin")',
      followUpDate: '2025-10-02T11:00Z[UTC]',
    });
    expect(request).toMatchObject({ dueDate: '2025-10-03T11:00:00+02:00', followUpDate: '2025-10-02T11:00Z' });
  });

  it.each([
    ['a priority above 100', { priority: '101' }],
    ['a priority that is no number', { priority: '="high"' }],
    ['an assignee that is null', { assignee: '=nobody' }],
    ['groups that are no texts', { candidateGroups: '=[1]' }],
    ['a due date without offset', { dueDate: 'tomorrow' }],
    ['a due date that no calendar has', { dueDate: '2025-02-30T00:00:00Z' }],
    ['an assignee with a name that is no name any more', { assignee: '=string join(for i in 1..1001 return "x")' }],
    ['a group with such a name', { candidateGroups: '=["a", string join(for i in 1..1001 return "x")]' }],
    ['such a name among users', { candidateUsers: '="a, " + string join(for i in 1..1001 return "x")' }],
  ])('stops with an incident for %s', (_what, task) => {
    const { play } = taskOf(task);
    expect(play.incidents).toEqual([['ask', 'EXTRACT_VALUE_ERROR']]);
    expect(play.open()).toEqual([]);
  });

  it('closes its task and goes on with what the person entered', () => {
    const { play } = taskOf({});
    play.complete('ask', { answer: 42 });
    expect(play.last?.effects[0]).toEqual({ type: 'task.close', key: 'u4', how: 'completed' });
    expect(play.variables).toEqual({ answer: 42 });
  });

  it('closes its task as cancelled with the instance', () => {
    const { play } = taskOf({});
    play.apply({ type: 'cancel' });
    expect(play.last?.effects[0]).toEqual({ type: 'task.close', key: 'u4', how: 'cancelled' });
  });
});
