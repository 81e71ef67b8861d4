import { App } from 'antd';
import { useEffect } from 'react';

/** Short messages, notices in the corner, and questions: what is said above every page. */
export type Feedback = Pick<ReturnType<typeof App.useApp>, 'message' | 'notification' | 'modal'>;

interface FeedbackLayerProps {
  /** Called with what things are said with, as soon as they can be seen. */
  readonly onReady: (feedback: Feedback) => void;
}

const Ready = ({ onReady }: FeedbackLayerProps) => {
  const feedback = App.useApp();
  useEffect(() => onReady(feedback), [onReady, feedback]);
  return null;
};

/** Ant Design's layer for messages, notices and questions. */
export const FeedbackLayer = (props: FeedbackLayerProps) => (
  <App component={false}>
    <Ready {...props} />
  </App>
);
