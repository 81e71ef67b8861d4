import type { Element, ElementId, FlowId, ProcessDefinition, SequenceFlow } from '../model/index.js';
import { upstreamOf } from '../model/upstream.js';
import type { Content, Draft } from './elements.js';
import { expression } from './expression.js';

/** Builds a definition by hand: `build({ elements: [start(), service('work'), end()], flows: ['start -> work -> end'] })`. */
export function build(content: Content, processId = 'process'): ProcessDefinition {
  const builder = new Builder();
  builder.add({ type: 'process', id: processId, inside: content }, null);
  return { format: 1, processId, ...builder.finish() };
}

/** Elements while they are being built: their members are known only when all of them are there. */
type Raw = Record<string, unknown> & {
  readonly type: Element['type'];
  readonly id: ElementId;
  readonly container: ElementId | null;
};

class Builder {
  readonly #elements = new Map<ElementId, Raw>();
  readonly #flows = new Map<FlowId, SequenceFlow>();
  readonly #drafts = new Map<ElementId, Draft>();

  add(draft: Draft, container: ElementId | null): void {
    const { type, id, more, inside } = draft;
    this.#drafts.set(id, draft);
    this.#elements.set(id, { type, id, container, incoming: [], outgoing: [], ...more });
    for (const inner of inside?.elements ?? []) this.add(inner, id);
    for (const chain of inside?.flows ?? []) this.#connect(chain);
  }

  finish(): Pick<ProcessDefinition, 'elements' | 'flows'> {
    for (const element of this.#elements.values()) this.#complete(element);
    const elements = Object.fromEntries(this.#elements) as unknown as Record<ElementId, Element>;
    const flows = Object.fromEntries(this.#flows);
    for (const element of this.#elements.values()) {
      if (element.type === 'inclusiveGateway') element['upstream'] = upstreamOf(elements, flows, element.id);
    }
    return { elements, flows };
  }

  /** `id: a -> b -> c [condition]`; the condition belongs to the last flow. */
  #connect(chain: string): void {
    const [, name, path, condition] = /^(?:([^:[]+):)?([^[]+)(?:\[(.*)\])?$/s.exec(chain) as unknown as (
      string | undefined
    )[];
    const ids = (path as string).split('->').map((id) => id.trim());
    ids.slice(1).forEach((target, index) => {
      const source = ids[index] as string;
      const last = index === ids.length - 2;
      this.#flow(name?.trim() ?? this.#freshName(source, target), source, target, last ? condition?.trim() : undefined);
    });
  }

  #flow(id: FlowId, source: ElementId, target: ElementId, condition: string | undefined): void {
    const isDefault = condition === 'default';
    const conditional = condition !== undefined && !isDefault && { condition: expression(`=${condition}`) };
    this.#flows.set(id, { id, source, target, ...conditional });
    const from = this.#element(source);
    (from['outgoing'] as FlowId[]).push(id);
    if (isDefault) from['defaultFlow'] = id;
    (this.#element(target)['incoming'] as FlowId[]).push(id);
  }

  #freshName(source: ElementId, target: ElementId): FlowId {
    const name = `${source}_${target}`;
    return this.#flows.has(name) ? `${name}_${this.#flows.size}` : name;
  }

  /** Members that follow from where the element stands. */
  #complete(element: Raw): void {
    const draft = this.#drafts.get(element.id);
    const inside = [...this.#elements.values()].filter(({ container }) => container === element.id);
    const idsOf = (...types: Element['type'][]) =>
      inside.filter(({ type }) => types.includes(type)).map(({ id }) => id);
    if ('inputs' in element && /task|activity|^subProcess/i.test(element.type)) {
      element['boundaryEvents'] = [...this.#drafts.values()]
        .filter(({ attachedTo }) => attachedTo === element.id)
        .map(({ id }) => id);
    }
    if (draft?.attachedTo !== undefined) element['attachedTo'] = draft.attachedTo;
    if (draft?.inside) {
      element['noneStart'] = idsOf('noneStartEvent')[0] ?? null;
      element['eventSubProcesses'] = idsOf('eventSubProcess');
      const starts = idsOf('messageStartEvent', 'timerStartEvent', 'errorStartEvent');
      if (element.type === 'process') element['eventStarts'] = starts;
      if (element.type === 'eventSubProcess') element['start'] = starts[0];
    }
    if (element.type === 'eventBasedGateway') {
      element['events'] = (element['outgoing'] as FlowId[]).map((flow) => this.#flows.get(flow)?.target);
    }
    if (element.type === 'linkThrowEvent') {
      element['target'] = [...this.#drafts.values()].find(
        ({ type, link }) => type === 'linkCatchEvent' && link === draft?.link,
      )?.id;
    }
  }

  #element(id: ElementId): Raw {
    const element = this.#elements.get(id);
    if (!element) throw new Error(`a flow names an element that is not there: ${id}`);
    return element;
  }
}
