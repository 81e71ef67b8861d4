import { createElement, useSyncExternalStore, type ReactNode } from 'react';
import type { Feedback } from './feedback-layer.js';

type Saying = (feedback: Feedback) => unknown;

// No page needs it before somebody has done something, so it is not among what the start page waits for.
let layer: ReactNode = null;
let loading: Promise<void> | undefined;
let feedback: Feedback | undefined;
let waiting: readonly Saying[] = [];
let onLoaded: (() => void) | undefined;

const ready = (loaded: Feedback): void => {
  feedback = loaded;
  const said = waiting;
  waiting = [];
  for (const saying of said) saying(loaded);
};

/** Loads the layer; when that fails, the next thing to say tries again. */
export const loadFeedback = (): void => {
  loading ??= import('./feedback-layer.js').then(
    ({ FeedbackLayer }) => {
      layer = createElement(FeedbackLayer, { onReady: ready });
      onLoaded?.();
    },
    () => {
      loading = undefined;
    },
  );
};

const subscribe = (changed: () => void): (() => void) => {
  onLoaded = changed;
  return () => {
    onLoaded = undefined;
  };
};

/** The layer, once it is loaded, for the one place that shows it. */
export const useFeedbackLayer = (): ReactNode => useSyncExternalStore(subscribe, () => layer);

/**
 * Says something: `say(({ message }) => message.success('Copied'))`.
 * What is said while the layer is loading is said then, in this order.
 */
export const say = (saying: Saying): void => {
  if (feedback !== undefined) {
    saying(feedback);
    return;
  }
  waiting = [...waiting, saying];
  loadFeedback();
};
