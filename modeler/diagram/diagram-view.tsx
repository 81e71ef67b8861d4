import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { OpenViewer } from '../bridge/open-viewer.js';
import { LoadingPage } from '../states/loading.js';
import styles from './diagram-view.module.css';

/** The texts of faults come only when they are needed. */
const DiagramFault = lazy(() => import('./diagram-fault.js').then((module) => ({ default: module.DiagramFault })));

export interface DiagramViewProps {
  readonly xml: string;
  /** Id of the process that is to be seen: a file may have several. */
  readonly process?: string | undefined;
  /** What the picture shows, for those who cannot see it. */
  readonly label: string;
  /** What can be seen all the same where it cannot be drawn. */
  readonly hint?: string;
  /** The viewer when it is open, undefined when it is closed. */
  readonly onOpen: (viewer: OpenViewer | undefined) => void;
  /** An element was clicked; undefined: the ground. */
  readonly onClick?: (elementId: string | undefined) => void;
}

/** A diagram to look at, filling its place. */
export const DiagramView = ({ xml, process, label, hint, onOpen, onClick }: DiagramViewProps) => {
  const place = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState<{ readonly xml: string; readonly error: unknown }>();
  const clicked = useEffectEvent((elementId: string | undefined) => onClick?.(elementId));

  useEffect(() => {
    const container = place.current;
    if (container === null) return undefined;
    let viewer: OpenViewer | undefined;
    let left = false;
    const show = async (): Promise<void> => {
      const { openViewer } = await import('../bridge/open-viewer.js');
      const opened = await openViewer(container, { xml, process }, (elementId) => clicked(elementId));
      if (left) {
        opened.destroy();
        return;
      }
      viewer = opened;
      setOpen(true);
      onOpen(opened);
    };
    show().catch((error: unknown) => {
      if (!left) setFailed({ xml, error });
    });
    return () => {
      left = true;
      viewer?.destroy();
      setOpen(false);
      onOpen(undefined);
    };
  }, [xml, process, onOpen]);

  if (failed?.xml === xml)
    return (
      <Suspense fallback={<LoadingPage />}>
        <DiagramFault error={failed.error} hint={hint} />
      </Suspense>
    );
  return (
    <>
      <div ref={place} className={styles['canvas']} role="img" aria-label={label} />
      {!open && (
        <div className={styles['opening']}>
          <LoadingPage />
        </div>
      )}
    </>
  );
};
