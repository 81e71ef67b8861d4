import type { z } from 'zod';
import type { clock } from '../../../api/contract/api/clocks.js';
import type { labelled } from '../../../api/contract/api/desks.js';
import type { queuePage } from '../../../api/contract/api/queue.js';
import type { ticketPage, ticketSummary } from '../../../api/contract/api/tickets.js';
import { keyAt, minutesAgo, pick, times, type ListShots, type PageShots } from './area-shots.js';

const subjects = [
  'Не открывается отчёт по остаткам',
  'Как перенести нормы времени из прошлого проекта в новый, чтобы не вводить их заново по каждому исполнителю?',
  'Ошибка при выгрузке графика в Excel',
  'Просим добавить поле «Договор»',
] as const;

type Labelled = z.output<typeof labelled>;

const people = ['Ольга Миронова', 'Пётр Кузнецов', 'Константин Константинопольский'] as const;
const statuses: readonly [Labelled, ...Labelled[]] = [
  { code: 'accepted', label: 'Принята' },
  { code: 'in-progress', label: 'В работе' },
  { code: 'information-requested', label: 'Запрошена информация' },
];

const priorities: readonly [Labelled, ...Labelled[]] = [
  { code: 'high', label: 'Высокая' },
  { code: 'medium', label: 'Средняя' },
];

/** The clock of the reaction: mostly running, some over time, some met. */
const reaction = (index: number): z.output<typeof clock> => {
  const used = pick([20, 95, 260, 510] as const, index);
  const met = index % 5 === 4;
  return {
    milestone: 'reaction',
    label: 'Реакция',
    state: met ? 'met' : 'running',
    calendar: 'profman-support',
    zone: 'Europe/Moscow',
    open: true,
    nextChange: minutesAgo(-180),
    startedAt: minutesAgo(used),
    metAt: met ? minutesAgo(5) : null,
    usedMinutes: used,
    targetMinutes: 480,
    remainingMinutes: 480 - used,
    dueAt: minutesAgo(used - 480),
    breached: used > 480,
    certainty: 'published',
    publishedUntil: '2026-12-31',
    segments: [{ from: minutesAgo(used), to: minutesAgo(0), minutes: used }],
  };
};

const registered = (index: number): string => minutesAgo(40_000 - index * 37);

/** What every list says of a ticket; `closed`: each third one is. */
const summary = (index: number, closed = false): z.output<typeof ticketSummary> => {
  const open = !closed || index % 3 !== 1;
  return {
    ticketId: String(index + 1),
    number: `ISS-${String(index + 17).padStart(5, '0')}`,
    desk: 'profman',
    subject: pick(subjects, index),
    requester: { email: 'buh@customer.example', name: pick(people, index), phone: null, login: null },
    channel: { code: 'mail', label: 'Электронная почта' },
    type: { code: 'problem', label: 'Проблема продукта' },
    priority: pick(priorities, index),
    status: open ? pick(statuses, index) : { code: 'closed', label: 'Закрыта' },
    open,
    registeredAt: registered(index),
    closedAt: open ? null : minutesAgo(100),
    pack: { code: 'profman', version: 1 },
    processInstanceKey: keyAt(index),
    processDefinitionId: 'profman-ticket',
  };
};

/** Tickets in their order. */
export const queueList: ListShots = {
  name: 'queue',
  path: '/queue',
  endpoint: '/api/queue',
  answer: (rows): z.output<typeof queuePage> => ({
    items: times(rows, (index) => {
      const expedited = index < 2;
      const registeredAt = registered(index);
      const assignee = pick([null, 'admin', 'i.petrova'], index);
      return {
        position: index + 1,
        ticket: summary(index),
        tasks: [
          {
            ...{
              userTaskKey: keyAt(10_000 + index),
              name: 'Решить',
              candidateUsers: [],
              candidateGroups: [],
              openedAt: registeredAt,
            },
            ...{ assignee, assigneeName: assignee === 'i.petrova' ? 'Ирина Петрова' : assignee },
          },
        ],
        reason: expedited ? 'Вне очереди: высокая критичность подтверждена' : 'В порядке поступления',
        criteria: [
          { by: 'flag', label: 'Вне очереди', value: expedited, text: expedited ? 'да' : 'нет', clause: 'PRO-23' },
          { by: 'registered', label: 'Поступила', value: registeredAt, text: registeredAt, clause: 'PRO-23' },
        ],
        decidedBy: index === 0 ? null : 1,
        clocks: [reaction(index)],
      };
    }),
    total: rows,
    rule: [
      { by: 'flag', label: 'Вне очереди', clause: 'PRO-23' },
      { by: 'registered', label: 'В порядке поступления', clause: 'PRO-23' },
    ],
    readAt: minutesAgo(0),
  }),
};

/** All tickets, closed ones too. */
export const ticketsList: ListShots = {
  name: 'tickets',
  path: '/queue/tickets',
  endpoint: '/api/tickets',
  answer: (rows): z.output<typeof ticketPage> => ({
    items: times(rows, (index) => summary(index, true)),
    nextCursor: null,
  }),
};

/** A ticket with its conversation. */
export const ticket: PageShots = {
  name: 'ticket',
  open: async (page, { url, seeded }) => {
    await page.goto(`${url}/tickets/${seeded.ticketId}`);
    await page.getByText('1042').first().waitFor();
  },
};
