import type { JsonObject, Key, ProcessDefinition, SubscriptionRequest } from '../../../../bpmn/index.js';
import type { HostedInstance } from './hosted-instance.js';

/** A published message, kept as long as it lives. */
export interface Message {
  readonly number: number;
  readonly name: string;
  readonly correlationKey: string;
  readonly variables: JsonObject;
  /** Process ids that have got it: each at most once (Camunda: message cardinality). */
  readonly correlated: Set<string>;
}

interface Subscription {
  readonly instance: HostedInstance;
  readonly key: Key;
  readonly request: SubscriptionRequest;
}

interface StartSubscription {
  readonly definition: ProcessDefinition;
  readonly element: string;
  readonly name: string;
}

/** What the broker asks for when a message finds somebody. */
export interface Deliveries {
  deliver(instance: HostedInstance, key: Key, message: Message): void;
  start(definition: ProcessDefinition, element: string, message: Message): void;
}

/**
 * Correlates messages as Camunda does (Camunda: messages): at once to who waits, else buffered for its time to live;
 * once per process id; one active instance per process id and non-empty correlation key for message start events.
 */
export class MessageBroker {
  private readonly subscriptions = new Map<string, Subscription>();
  private readonly starts = new Map<string, readonly StartSubscription[]>();
  private readonly buffer = new Map<number, Message>();
  /** Active instances started by a message: `processId` and correlation key. */
  private readonly locks = new Set<string>();
  private published = 0;

  constructor(private readonly deliveries: Deliveries) {}

  /** @returns the message, when it is kept for later */
  publish(message: Omit<Message, 'number' | 'correlated'>, keep: boolean): Message | undefined {
    const published: Message = { ...message, number: ++this.published, correlated: new Set() };
    for (const subscription of this.subscriptions.values()) this.offer(subscription, published);
    for (const starts of this.starts.values()) {
      for (const start of starts) if (start.name === message.name) this.offerStart(start, published);
    }
    if (!keep) return undefined;
    this.buffer.set(published.number, published);
    return published;
  }

  expire(message: Message): void {
    this.buffer.delete(message.number);
  }

  /** Takes a message back that did not arrive, because what waited for it was gone by then. */
  takeBack(processId: string, message: Message): void {
    message.correlated.delete(processId);
    if (!this.buffer.has(message.number)) return;
    for (const subscription of this.subscriptions.values()) this.offer(subscription, message);
  }

  open(instance: HostedInstance, key: Key, request: SubscriptionRequest): void {
    const subscription = { instance, key, request };
    this.subscriptions.set(instance.global(key), subscription);
    for (const message of this.buffer.values()) {
      if (this.offer(subscription, message) && !request.repeats) return;
    }
  }

  close(instance: HostedInstance, key: Key): void {
    this.subscriptions.delete(instance.global(key));
  }

  /** The message start events of the latest version of a process take the place of those of the version before. */
  openStarts(processId: string, starts: readonly StartSubscription[]): void {
    this.starts.set(processId, starts);
  }

  /** An instance has ended that a message had started: the next one of its key may start. */
  release(processId: string, correlationKey: string): void {
    if (!this.locks.delete(lockOf(processId, correlationKey))) return;
    for (const message of this.buffer.values()) {
      if (message.correlationKey !== correlationKey) continue;
      for (const start of this.starts.get(processId) ?? []) {
        if (start.name === message.name && this.offerStart(start, message)) return;
      }
    }
  }

  private offer(subscription: Subscription, message: Message): boolean {
    const { instance, key, request } = subscription;
    const { processId } = instance.definition;
    if (request.name !== message.name || request.correlationKey !== message.correlationKey) return false;
    if (message.correlated.has(processId)) return false;
    message.correlated.add(processId);
    if (!request.repeats) this.close(instance, key);
    this.deliveries.deliver(instance, key, message);
    return true;
  }

  private offerStart({ definition, element }: StartSubscription, message: Message): boolean {
    const { processId } = definition;
    if (message.correlated.has(processId)) return false;
    if (message.correlationKey !== '') {
      const lock = lockOf(processId, message.correlationKey);
      if (this.locks.has(lock)) return false;
      this.locks.add(lock);
    }
    message.correlated.add(processId);
    this.deliveries.start(definition, element, message);
    return true;
  }
}

const lockOf = (processId: string, correlationKey: string): string => JSON.stringify([processId, correlationKey]);
