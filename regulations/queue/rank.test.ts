import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { QueueCriterion } from '../model/pack.js';
import { rank, type QueueEntry } from './rank.js';

const registered: QueueCriterion = { by: 'registered', label: 'Arrived' };
const expedited: QueueCriterion = {
  by: 'flag',
  variable: 'expedited',
  reason: 'why',
  label: 'Out of turn',
  yes: 'yes',
  no: 'no',
  clause: 'PRO-23',
};
const context = (...order: readonly QueueCriterion[]) => ({
  queue: { order: [...order] },
  priorities: [
    { code: 'high', label: 'High', fromRegulation: true },
    { code: 'low', label: 'Low', fromRegulation: true },
  ],
  language: 'en-GB',
  zone: 'Europe/Moscow',
});

const entry = (id: number, arrived: string, more: Partial<QueueEntry> = {}): QueueEntry => ({
  id: BigInt(id),
  registeredAt: Date.parse(`2025-06-${arrived}:00+03:00`),
  priority: 'low',
  variables: {},
  due: {},
  ...more,
});
const order = (entries: readonly QueueEntry[], ...criteria: readonly QueueCriterion[]): number[] =>
  rank(entries, context(...criteria)).map((ranked) => Number(ranked.entry.id));

describe('the order of a queue', () => {
  it('is that of arrival; those out of turn stand first, in order of arrival among themselves', () => {
    const entries = [
      entry(1, '10T09:00'),
      entry(2, '10T10:00', { priority: 'high' }),
      entry(3, '10T11:00', { variables: { expedited: true } }),
      entry(4, '10T10:30', { variables: { expedited: true } }),
    ];
    expect(order(entries, expedited, registered)).toEqual([4, 3, 1, 2]);
  });

  it('follows the priorities in the order of the regulation, unknown ones last', () => {
    const entries = [
      entry(1, '10T09:00', { priority: 'gone' }),
      entry(2, '10T09:00'),
      entry(3, '10T09:00', { priority: 'high' }),
    ];
    expect(order(entries, { by: 'priority', label: 'Priority' })).toEqual([3, 2, 1]);
  });

  it('puts the earliest term first and those without one last', () => {
    const due: QueueCriterion = { by: 'due', milestone: 'reaction', label: 'Due', none: 'no term' };
    const entries = [
      entry(1, '10T09:00'),
      entry(2, '10T09:00', { due: { reaction: 2_000 } }),
      entry(3, '10T09:00', { due: { reaction: 1_000 } }),
    ];
    expect(order(entries, due)).toEqual([3, 2, 1]);
  });

  it('gives each ticket the reason of its place in words, and the criterion that decided', () => {
    const ranked = rank(
      [
        entry(1, '10T09:00'),
        entry(2, '10T10:00', { variables: { expedited: true, why: 'server down' } }),
        entry(3, '11T09:00'),
      ],
      context(expedited, registered),
    );
    expect(ranked.map(({ reason, decidedBy }) => [reason, decidedBy])).toEqual([
      ['Out of turn: yes (server down); Arrived: 10/06/2025, 10:00', undefined],
      ['Out of turn: no; Arrived: 10/06/2025, 09:00', 0],
      ['Out of turn: no; Arrived: 11/06/2025, 09:00', 1],
    ]);
    expect(ranked[0]?.criteria[0]).toEqual({
      by: 'flag',
      label: 'Out of turn',
      value: true,
      text: 'yes (server down)',
      clause: 'PRO-23',
    });
  });

  it('does not depend on the order in which the tickets are given', () => {
    const some = fc.array(
      fc.record({ arrived: fc.integer({ min: 0, max: 5 }), flag: fc.boolean(), high: fc.boolean() }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(some, fc.infiniteStream(fc.nat()), (drawn, stream) => {
        const entries = drawn.map(({ arrived, flag, high }, i) =>
          entry(i, `10T0${arrived}:00`, { priority: high ? 'high' : 'low', variables: { expedited: flag } }),
        );
        const shuffled = entries.map((each) => [stream.next().value as number, each] as const);
        shuffled.sort(([a], [b]) => a - b);
        const criteria = [expedited, { by: 'priority', label: 'Priority' } as const, registered];
        expect(
          order(
            shuffled.map(([, each]) => each),
            ...criteria,
          ),
        ).toEqual(order(entries, ...criteria));
      }),
    );
  });
});
