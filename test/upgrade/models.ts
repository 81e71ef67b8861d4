import {
  boundary,
  call,
  caught,
  diagram,
  duration,
  end,
  eventBased,
  exclusive,
  inclusive,
  linkCatch,
  linkThrow,
  manual,
  messageThrow,
  parallel,
  pass,
  receive,
  robot,
  script,
  send,
  service,
  start,
  startOn,
  sub,
  user,
  type Process,
} from './diagram.js';

/** Task queue of own activities whose worker is not there while the dump is taken, and what it runs. */
export const ROBOTS = 'upgrade-robots';
/** Task queue of own activities that fail while the dump is made. */
export const SHY = 'upgrade-shy';

const MONTH = 'P30D';
const byId = '=id';

/** start → one activity → end. */
const row = (activity: string, id: string, more: Partial<Process> = {}): Process => ({
  ...more,
  elements: [start(), activity, end(), ...(more.elements ?? [])],
  flows: [`start -> ${id} -> end`, ...(more.flows ?? [])],
});

const greet = { taskQueue: ROBOTS, activity: 'greet', retries: '100' };

const form = {
  id: 'form-in-diagram',
  schema: {
    type: 'default',
    schemaVersion: 18,
    components: [{ id: 'sum', type: 'number', key: 'sum', label: 'Сумма, ₽', validate: { required: true } }],
  },
};

/** All processes by id, in their first version. */
const processes: Readonly<Record<string, Process>> = {
  // work for outside workers
  job: row(service('work', '=type'), 'work', { name: 'Одно задание' }),
  failing: row(service('work', 'failing-work'), 'work', {
    errors: ['E1'],
    elements: [boundary('broken', 'work', { error: 'E1' }), user('mend'), end('mended')],
    flows: ['broken -> mend -> mended'],
  }),
  varied: {
    elements: [
      start(),
      script('reckon', '=amount * 2', 'twice'),
      linkThrow('out', 'over'),
      linkCatch('in', 'over'),
      send('tell', 'varied-send'),
      messageThrow('shout', 'varied-throw'),
      manual('by-hand'),
      end(),
    ],
    flows: ['start -> reckon -> out', 'in -> tell -> shout -> by-hand -> end'],
  },

  // work for people
  task: row(user('check', { groups: 'engineer' }), 'check', { name: 'Одна задача' }),
  'planned-task': row(
    user('check', {
      assignee: '=who',
      users: '=["admin", "engineer"]',
      due: '=due',
      followUp: '=followUp',
      priority: '=priority',
    }),
    'check',
  ),
  'form-task': row(user('fill', { formKey: `camunda-forms:bpmn:${form.id}` }), 'fill', { form }),
  'form-id-task': row(user('fill', { formId: 'somewhere-else' }), 'fill'),
  versioned: row(user('check'), 'check', { name: 'Версия первая' }),

  // timers
  'far-timer': row(caught('month', duration(MONTH)), 'month'),
  'working-timer': row(
    caught('hours', { timer: 'duration', value: 'PT100H', calendar: 'profman-support', unit: 'workingTime' }),
    'hours',
  ),
  'near-timer': row(caught('soon', duration('=wait')), 'soon'),
  'guarded-task': row(user('check'), 'check', {
    elements: [
      boundary('late', 'check', duration(MONTH)),
      boundary('reminder', 'check', duration('P20D'), true),
      end('too-late'),
      pass('remind'),
      end('reminded'),
    ],
    flows: ['late -> too-late', 'reminder -> remind -> reminded'],
  }),
  'repeating-task': row(user('check'), 'check', {
    elements: [
      boundary('again', 'check', { timer: 'cycle', value: '=cycle' }, true),
      script('count', '=(if turns = null then 0 else turns) + 1', 'turns'),
      end('counted'),
    ],
    flows: ['again -> count -> counted'],
  }),
  'guarded-job': row(service('work', 'guarded-work'), 'work', {
    elements: [boundary('late', 'work', duration('=wait')), user('escalated'), end('escalated-end')],
    flows: ['late -> escalated -> escalated-end'],
  }),
  'on-a-date': {
    elements: [
      startOn('far-date', { timer: 'date', value: '2099-01-01T00:00:00Z' }),
      service('work', 'dated-work'),
      end(),
    ],
    flows: ['far-date -> work -> end'],
  },
  monthly: {
    elements: [startOn('each-month', { timer: 'cycle', value: `R/${MONTH}` }), pass('note'), end()],
    flows: ['each-month -> note -> end'],
  },

  // messages
  message: row(caught('answered', { message: 'answer' }), 'answered', { messages: { answer: byId } }),
  receiving: row(receive('get', 'parcel'), 'get', { messages: { parcel: byId } }),
  'noted-task': row(user('check'), 'check', {
    messages: { note: byId },
    elements: [boundary('noted', 'check', { message: 'note' }, true), pass('file'), end('filed')],
    flows: ['noted -> file -> filed'],
  }),
  'later-message': {
    messages: { letter: byId },
    elements: [start(), user('check'), caught('delivered', { message: 'letter' }), end()],
    flows: ['start -> check -> delivered -> end'],
  },
  'first-message': row(caught('delivered', { message: 'early-letter' }), 'delivered', {
    messages: { 'early-letter': byId },
  }),
  'by-message': {
    messages: { order: '' },
    elements: [startOn('ordered', { message: 'order' }), service('work', 'order-work'), end()],
    flows: ['ordered -> work -> end'],
  },
  either: {
    messages: { go: byId, stop: byId },
    elements: [
      start(),
      eventBased('first'),
      caught('gone', { message: 'go' }),
      caught('waited', duration(MONTH)),
      receive('stopped', 'stop'),
      end(),
      end('waited-end'),
      end('stopped-end'),
    ],
    flows: ['start -> first -> gone -> end', 'first -> waited -> waited-end', 'first -> stopped -> stopped-end'],
  },

  // children
  child: row(service('work', 'child-work'), 'work'),
  'child-task': row(user('check'), 'check'),
  parent: row(call('child', 'child'), 'child'),
  grandparent: row(call('parent', 'parent'), 'parent'),
  children: row(call('each', 'child', { multi: { items: '=items' }, propagate: false }), 'each'),
  'children-in-turn': row(
    call('each', 'child-task', { multi: { items: '=items', sequential: true }, propagate: false }),
    'each',
  ),

  // multi-instance
  'each-job': row(
    service('work', 'each-work', { multi: { items: '=items', results: 'results', result: '=item * factor' } }),
    'work',
  ),
  'each-task-in-turn': row(user('check', { multi: { items: '=items', sequential: true } }), 'check'),
  'each-sub': row(
    sub(
      'inner',
      [
        start('in'),
        service('work', 'sub-work'),
        boundary('late', 'work', duration(MONTH)),
        end('out'),
        end('too-late'),
      ],
      ['in -> work -> out', 'late -> too-late'],
      { multi: { items: '=items' } },
    ),
    'inner',
  ),
  'each-until': row(
    service('work', 'until-work', { multi: { items: '=items', until: '=numberOfCompletedInstances >= 2' } }),
    'work',
  ),

  // tokens and scopes
  join: {
    elements: [start(), parallel('fork'), service('a', 'join-a'), user('b'), parallel('meet'), pass('after'), end()],
    flows: ['start -> fork -> a -> meet', 'fork -> b -> meet', 'meet -> after -> end'],
  },
  'or-join': {
    elements: [
      start(),
      inclusive('choose'),
      service('a', 'or-a'),
      service('b', 'or-b'),
      inclusive('meet'),
      pass('after'),
      end(),
    ],
    flows: [
      'start -> choose',
      'choose -> a [=amount > 10]',
      'choose -> b [=amount > 20]',
      'a -> meet',
      'b -> meet',
      'meet -> after -> end',
    ],
  },
  scopes: row(
    sub(
      'inner',
      [
        start('in'),
        service('work', 'scope-work', { inputs: { own: '=id + "!"' } }),
        end('out'),
        sub(
          'aside',
          [startOn('nudged', { message: 'nudge' }, { isInterrupting: 'false' }), user('look'), end('seen')],
          ['nudged -> look -> seen'],
          { byEvent: true },
        ),
        sub(
          'limit',
          [startOn('limited', duration(MONTH)), pass('give-up'), end('gave-up')],
          ['limited -> give-up -> gave-up'],
          { byEvent: true },
        ),
      ],
      ['in -> work -> out'],
    ),
    'inner',
    {
      messages: { nudge: byId, halt: byId },
      elements: [boundary('halted', 'inner', { message: 'halt' }), end('halted-end')],
      flows: ['halted -> halted-end'],
    },
  ),
  large: row(user('check'), 'check', {
    elements: [boundary('late', 'check', duration(MONTH)), end('too-late')],
    flows: ['late -> too-late'],
  }),

  // own activities
  robot: row(robot('greet', greet), 'greet'),
  'guarded-robot': row(robot('greet', greet), 'greet', {
    elements: [boundary('late', 'greet', duration(MONTH)), end('too-late')],
    flows: ['late -> too-late'],
  }),
  robots: row(robot('greet', greet, { multi: { items: '=items' } }), 'greet'),
  'shy-robot': row(robot('dare', { taskQueue: SHY, activity: 'dare', retries: '1' }), 'dare'),

  // what cannot go on
  condition: {
    elements: [start(), exclusive('x'), end(), end('other')],
    flows: ['start -> x', 'x -> end [=amount > 100]', 'x -> other [=amount < 0]'],
  },
  'input-mapping': row(
    service('work', 'mapped-work', { inputs: { price: '=assert(amount, amount != null, "no amount")' } }),
    'work',
  ),
  'output-mapping': row(
    service('work', 'mapping-work', { outputs: { total: '=assert(sum, sum != null, "no sum")' } }),
    'work',
  ),
  'correlation-key': row(caught('answered', { message: 'reply' }), 'answered', { messages: { reply: '=customer' } }),
  collection: row(service('work', 'collected-work', { multi: { items: '=items' } }), 'work'),
  'called-by-name': row(call('child', '=called'), 'child'),
  unhandled: row(service('work', 'unhandled-work'), 'work'),
  calendar: row(user('check'), 'check', {
    elements: [
      boundary('reminder', 'check', { timer: 'duration', value: 'PT1H', calendar: '=calendar' }, true),
      end('reminded'),
    ],
    flows: ['reminder -> reminded'],
  }),
  'left-over': {
    elements: [
      start(),
      parallel('fork'),
      pass('a'),
      pass('b'),
      exclusive('merge'),
      service('c', 'left-work'),
      parallel('meet'),
      end(),
    ],
    flows: ['start -> fork -> a -> merge', 'fork -> b -> merge', 'fork -> c -> meet', 'merge -> meet -> end'],
  },
};

/** A file to deploy. */
export interface Model {
  readonly name: string;
  readonly xml: string;
}

/** What is deployed at first. */
export const models: readonly Model[] = Object.entries(processes).map(([id, process]) => ({
  name: `${id}.bpmn`,
  xml: diagram(id, process),
}));

/** A second version, deployed while instances of the first one run. */
export const secondVersion: Model = {
  name: 'versioned.bpmn',
  xml: diagram('versioned', {
    name: 'Версия вторая',
    elements: [start(), user('check'), service('after', 'version-work'), end()],
    flows: ['start -> check -> after -> end'],
  }),
};

/** A process that starts by itself at an instant. */
export const startingAt = (instant: Date): Model => ({
  name: 'once.bpmn',
  xml: diagram('once', {
    elements: [startOn('then', { timer: 'date', value: instant.toISOString() }), service('work', 'once-work'), end()],
    flows: ['then -> work -> end'],
  }),
});

/** For measuring: waits for thirty days. */
export const idle: Model = { name: 'far-timer.bpmn', xml: diagram('far-timer', processes['far-timer']!) };
