import { useEffect, type ReactNode } from 'react';
import { loadFeedback, useFeedbackLayer } from './feedback.js';

/** When the layer is loaded by itself, so that it is there to say that the server is not; in milliseconds. */
const SOON = 1_000;

/** Where messages, notices and questions are shown; once, beside all pages. */
export const FeedbackPlace = (): ReactNode => {
  useEffect(() => {
    const timer = setTimeout(loadFeedback, SOON);
    return () => clearTimeout(timer);
  }, []);
  return useFeedbackLayer();
};
