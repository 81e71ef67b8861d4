import type { ProcessDefinition } from '../model/index.js';
import { build } from './build.js';
import * as draft from './elements.js';
import type { Content, Draft, Loop, Options } from './elements.js';
import type { Random } from './random.js';

/** A piece of a process with one way in and one way out: a token that enters leaves once. */
interface Block {
  readonly elements: readonly Draft[];
  readonly flows: readonly string[];
  readonly entry: string;
  readonly exit: string;
}

/** A random structured process, and what may be expected of it. */
export interface RandomProcess {
  readonly definition: ProcessDefinition;
  /** Pairs of a forking gateway and the join that belongs to it. */
  readonly pairs: readonly (readonly [string, string])[];
}

/**
 * Makes structured processes: sequence, exclusive, parallel, inclusive, loop, tasks of all kinds, sub-process,
 * multi-instance; unless `calm`, also what interrupts or depends on what happens first: boundary events, errors,
 * event-based gateways, event sub-processes, terminate end events, completion conditions.
 */
export class RandomProcesses {
  #count = 0;
  #pairs: [string, string][] = [];
  /** Loops count in a variable of the process, which iterations side by side would share. */
  #loopsAllowed = true;

  constructor(
    readonly random: Random,
    readonly calm: boolean,
  ) {}

  make(processId?: string): RandomProcess {
    this.#count = 0;
    this.#pairs = [];
    const definition = build(this.#container(4), processId);
    return { definition, pairs: this.#pairs };
  }

  #id(kind: string): string {
    this.#count += 1;
    return `${kind}${this.#count}`;
  }

  /** Start, block, end, and event sub-processes beside them. */
  #container(depth: number): Content {
    const [first, last] = [this.#id('start'), this.#id('end')];
    const block = this.#block(depth);
    const asides = !this.calm && this.random.chance(0.3) ? [this.#eventSubProcess(depth - 2)] : [];
    return {
      elements: [draft.start(first), ...block.elements, draft.end(last), ...asides],
      flows: [`${first} -> ${block.entry}`, ...block.flows, `${block.exit} -> ${last}`],
    };
  }

  #block(depth: number): Block {
    if (depth <= 0) return this.#leaf();
    const calm = [
      () => this.#leaf(),
      () => this.#sequence(depth),
      () => this.#sequence(depth),
      () => this.#exclusive(depth),
      () => this.#parallel(depth),
      () => this.#inclusive(depth),
      () => (this.#loopsAllowed ? this.#loop(depth) : this.#sequence(depth)),
      () => this.#subProcess(depth),
    ];
    const wild = [
      () => this.#guarded(depth),
      () => this.#guarded(depth),
      () => this.#eventBased(depth),
      () => this.#failing(depth),
      () => this.#terminating(depth),
    ];
    return this.random.pick(this.calm ? calm : [...calm, ...wild])();
  }

  #leaf(): Block {
    return this.#single(this.#task(this.random.chance(0.2) ? { multi: this.#multi() } : {}));
  }

  #task(options: Options): Draft {
    const { random } = this;
    return random.pick([
      () => draft.service(this.#id('service'), options),
      () => draft.service(this.#id('service'), { ...options, inputs: { local: '=1' }, outputs: { out: '=local' } }),
      () => draft.user(this.#id('user'), options),
      () => draft.pass(this.#id('pass'), options),
      () => draft.script(this.#id('script'), '=1 + 1', 'scripted', options),
      () => draft.receive(this.#id('receive'), 'message', '=key', options),
      () => draft.call(this.#id('call'), 'child', options),
      () => draft.ownActivity(this.#id('own'), options),
      () => draft.timerCatch(this.#id('timer'), 'PT1M'),
      () => draft.messageThrow(this.#id('throw')),
    ])();
  }

  #multi(): Loop {
    const sequential = this.random.chance(0.5);
    const items = `=[${Array.from({ length: this.random.below(4) }, (_, index) => index).join(', ')}]`;
    const until = !this.calm && this.random.chance(0.3) ? { until: '=numberOfCompletedInstances = 2' } : {};
    return { items, sequential, element: 'item', results: this.#id('results'), result: '=item', ...until };
  }

  #single(element: Draft): Block {
    return { elements: [element], flows: [], entry: element.id, exit: element.id };
  }

  #sequence(depth: number): Block {
    const [first, second] = [this.#block(depth - 1), this.#block(depth - 1)];
    return {
      elements: [...first.elements, ...second.elements],
      flows: [...first.flows, `${first.exit} -> ${second.entry}`, ...second.flows],
      entry: first.entry,
      exit: second.exit,
    };
  }

  /** Branches between two gateways; the last branch is the default where there are conditions. */
  #between(fork: Draft, join: Draft, branches: readonly Block[], conditional: boolean): Block {
    const condition = (index: number) => {
      if (!conditional) return '';
      return index === branches.length - 1
        ? ' [default]'
        : ` [${this.random.pick(['a', 'b'])} > ${this.random.below(10)}]`;
    };
    return {
      elements: [fork, ...branches.flatMap(({ elements }) => elements), join],
      flows: branches.flatMap(({ entry, exit, flows }, index) => [
        `${fork.id} -> ${entry}${condition(index)}`,
        ...flows,
        `${exit} -> ${join.id}`,
      ]),
      entry: fork.id,
      exit: join.id,
    };
  }

  #branches(depth: number): Block[] {
    return Array.from({ length: 2 + this.random.below(2) }, () => this.#block(depth - 1));
  }

  #exclusive(depth: number): Block {
    return this.#between(draft.exclusive(this.#id('x')), draft.exclusive(this.#id('x')), this.#branches(depth), true);
  }

  #parallel(depth: number): Block {
    return this.#paired(draft.parallel(this.#id('and')), draft.parallel(this.#id('and')), depth, false);
  }

  #inclusive(depth: number): Block {
    return this.#paired(draft.inclusive(this.#id('or')), draft.inclusive(this.#id('or')), depth, true);
  }

  #paired(fork: Draft, join: Draft, depth: number, conditional: boolean): Block {
    this.#pairs.push([fork.id, join.id]);
    return this.#between(fork, join, this.#branches(depth), conditional);
  }

  /** Runs its body up to three times. */
  #loop(depth: number): Block {
    const [zero, merge, count, again, counter] = [
      this.#id('zero'),
      this.#id('x'),
      this.#id('count'),
      this.#id('x'),
      this.#id('n'),
    ];
    const body = this.#block(depth - 1);
    return {
      elements: [
        draft.script(zero, '=0', counter),
        draft.exclusive(merge),
        ...body.elements,
        draft.script(count, `=${counter} + 1`, counter),
        draft.exclusive(again),
      ],
      flows: [
        `${zero} -> ${merge} -> ${body.entry}`,
        ...body.flows,
        `${body.exit} -> ${count} -> ${again}`,
        `${again} -> ${merge} [${counter} < ${1 + this.random.below(3)}]`,
      ],
      entry: zero,
      exit: again,
    };
  }

  #subProcess(depth: number): Block {
    if (!this.random.chance(0.4)) return this.#single(draft.sub(this.#id('sub'), this.#container(depth - 1)));
    const allowed = this.#loopsAllowed;
    this.#loopsAllowed = false;
    const block = this.#single(draft.sub(this.#id('sub'), this.#container(depth - 1), { multi: this.#multi() }));
    this.#loopsAllowed = allowed;
    return block;
  }

  /** An activity with a boundary event. What interrupts it merges behind it; what does not ends on its own. */
  #guarded(depth: number): Block {
    const { random } = this;
    const host = random.chance(0.5)
      ? draft.sub(this.#id('sub'), this.#container(depth - 1))
      : draft.service(this.#id('service'), random.chance(0.3) ? { multi: this.#multi() } : {});
    const interrupting = random.chance(0.5);
    const boundary = random.pick([
      () => draft.timerBoundary(this.#id('late'), host.id, interrupting ? 'PT1H' : 'R2/PT1H', interrupting),
      () => draft.messageBoundary(this.#id('told'), host.id, 'message', '=key', interrupting),
      () => draft.errorBoundary(this.#id('caught'), host.id, random.pick(['E', undefined])),
    ])();
    const aside = this.#block(depth - 2);
    const merge = this.#id('x');
    if (boundary.type === 'errorBoundaryEvent' || interrupting) {
      return {
        elements: [host, boundary, ...aside.elements, draft.exclusive(merge)],
        flows: [
          `${host.id} -> ${merge}`,
          `${boundary.id} -> ${aside.entry}`,
          ...aside.flows,
          `${aside.exit} -> ${merge}`,
        ],
        entry: host.id,
        exit: merge,
      };
    }
    const apart = this.#id('end');
    return {
      elements: [host, boundary, ...aside.elements, draft.end(apart)],
      flows: [`${boundary.id} -> ${aside.entry}`, ...aside.flows, `${aside.exit} -> ${apart}`],
      entry: host.id,
      exit: host.id,
    };
  }

  #eventBased(depth: number): Block {
    const [timer, message] = [this.#id('timer'), this.#id('message')];
    const branches = [this.#block(depth - 2), this.#block(depth - 2)] as const;
    const [gateway, merge] = [this.#id('events'), this.#id('x')];
    return {
      elements: [
        draft.eventBased(gateway),
        draft.timerCatch(timer, 'PT1M'),
        draft.messageCatch(message, 'message', '=key'),
        ...branches.flatMap(({ elements }) => elements),
        draft.exclusive(merge),
      ],
      flows: [
        `${gateway} -> ${timer} -> ${branches[0].entry}`,
        `${gateway} -> ${message} -> ${branches[1].entry}`,
        ...branches.flatMap(({ flows, exit }) => [...flows, `${exit} -> ${merge}`]),
      ],
      entry: gateway,
      exit: merge,
    };
  }

  /** A sub-process that ends in an error, caught at its border. */
  #failing(depth: number): Block {
    const [first, throwing] = [this.#id('start'), this.#id('error')];
    const block = this.#block(depth - 1);
    const inside = {
      elements: [draft.start(first), ...block.elements, draft.errorEnd(throwing, 'E')],
      flows: [`${first} -> ${block.entry}`, ...block.flows, `${block.exit} -> ${throwing}`],
    };
    const host = draft.sub(this.#id('sub'), inside);
    const [caught, merge] = [this.#id('caught'), this.#id('x')];
    return {
      elements: [host, draft.errorBoundary(caught, host.id, 'E'), draft.exclusive(merge)],
      flows: [`${host.id} -> ${merge}`, `${caught} -> ${merge}`],
      entry: host.id,
      exit: merge,
    };
  }

  /** A sub-process in which one of two branches ends everything. */
  #terminating(depth: number): Block {
    const [first, stop, last] = [this.#id('start'), this.#id('stop'), this.#id('end')];
    const [one, other] = [this.#block(depth - 1), this.#block(depth - 1)];
    const inside = {
      elements: [draft.start(first), ...one.elements, ...other.elements, draft.terminateEnd(stop), draft.end(last)],
      flows: [
        `${first} -> ${one.entry}`,
        `${first} -> ${other.entry}`,
        ...one.flows,
        ...other.flows,
        `${one.exit} -> ${stop}`,
        `${other.exit} -> ${last}`,
      ],
    };
    return this.#single(draft.sub(this.#id('sub'), inside));
  }

  #eventSubProcess(depth: number): Draft {
    const { random } = this;
    const block = this.#block(depth);
    const [first, last] = [this.#id('event'), this.#id('end')];
    const start = random.pick([
      () => draft.messageStart(first, 'message', '=key', random.chance(0.5)),
      () => draft.timerStart(first, 'PT1H', random.chance(0.5)),
      () => draft.errorStart(first, random.pick(['E', undefined])),
    ])();
    return draft.eventSub(this.#id('aside'), {
      elements: [start, ...block.elements, draft.end(last)],
      flows: [`${first} -> ${block.entry}`, ...block.flows, `${block.exit} -> ${last}`],
    });
  }
}
