/** What happened at one element, by number of occurrences. */
export interface ElementCounts {
  readonly elementId: string;
  readonly active: number;
  readonly completed: number;
  readonly canceled: number;
  /** Those of `active` that an incident stops. */
  readonly incidents: number;
}

/** Where an instance is and has been. */
export interface InstancePath {
  readonly elements: readonly ElementCounts[];
  /** Sequence flows taken. */
  readonly flows: readonly string[];
}

/** How an element is drawn: the strongest of what holds for it. */
export type TokenMark = 'token-incident' | 'token-active' | 'token-completed' | 'token-canceled';

/** The mark of an element. */
export const markOf = ({ active, completed, incidents }: ElementCounts): TokenMark =>
  incidents > 0 ? 'token-incident' : active > 0 ? 'token-active' : completed > 0 ? 'token-completed' : 'token-canceled';

/** A small number beside an element. */
export interface TokenBadge {
  readonly kind: 'active' | 'incidents' | 'completed';
  readonly count: number;
}

/** The numbers to show: tokens that wait, those that are stopped, and repeated completions. */
export const badgesOf = ({ active, completed, incidents }: ElementCounts): readonly TokenBadge[] => [
  ...(incidents > 0 ? [{ kind: 'incidents', count: incidents } as const] : []),
  ...(active > incidents ? [{ kind: 'active', count: active - incidents } as const] : []),
  ...(completed > 1 ? [{ kind: 'completed', count: completed } as const] : []),
];
