import type { Element, FlowId, Json } from '../../model/index.js';
import type { Instance } from '../behaviour.js';
import type { Variables } from '../messages.js';
import type { ElementInstance, Incident, Key, Wait } from './state.js';

/** Something asked of the outside and not yet answered, and who asked. */
export interface OpenWait {
  readonly key: Key;
  readonly wait: Wait;
  readonly self: LiveInstance;
}

const none: readonly OpenWait[] = [];

/**
 * One live occurrence of an element while a session works on it: a node in the tree of scopes. At rest it is an
 * `ElementInstance` record; a node that was not touched gives the record back that it was made from.
 */
export class LiveInstance implements Instance {
  children: Set<LiveInstance> | undefined;
  /** What was asked of the outside, in order; few at a time. */
  waits: readonly OpenWait[] = none;
  memory: Json | undefined;
  incident: Incident | undefined;
  outputsApplied: true | undefined;
  /** Tokens in front of the joins inside. */
  parked: Map<FlowId, number> | undefined;
  /** Own variables. */
  variables: Variables | undefined;
  /** Who may write `variables` in place; anybody else copies first. */
  variablesOwner: object | undefined;
  /** Who may write the list of results in `memory` in place. */
  resultsOwner: object | undefined;
  /** Something changed inside since joins and end were last looked at. */
  dirty = false;
  /** No longer part of the tree. */
  ended = false;
  /** What the node was made from; undefined once it differs. */
  record: ElementInstance | undefined;

  constructor(
    readonly key: Key,
    readonly element: Element,
    readonly scope: LiveInstance | null,
    readonly role: 'body' | 'iteration' | undefined,
  ) {}

  get childCount(): number {
    return this.children?.size ?? 0;
  }

  liveChildren(): Iterable<LiveInstance> {
    return this.children ?? [];
  }
}
