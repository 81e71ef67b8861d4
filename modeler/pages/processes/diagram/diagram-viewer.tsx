import { ArrowLeftOutlined, CompressOutlined, MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OpenViewer } from '../../../bridge/open-viewer.js';
import { EmptyState } from '../../../states/empty-state.js';
import { LoadingPage } from '../../../states/loading.js';
import styles from './diagram-page.module.css';
import { XmlDialog } from './xml-dialog.js';

export interface DiagramViewerProps {
  readonly name: string;
  readonly xml: string;
  /** Below the name. */
  readonly note?: ReactNode;
  /** Buttons at the right. */
  readonly actions?: ReactNode;
}

/** One step of zooming. */
const ZOOM = 1.25;

const Canvas = ({
  xml,
  onOpen,
}: {
  readonly xml: string;
  readonly onOpen: (viewer: OpenViewer | undefined) => void;
}) => {
  const { t } = useTranslation('processes');
  const place = useRef<HTMLDivElement>(null);
  const [failure, setFailure] = useState<string>();
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const container = place.current;
    if (container === null) return undefined;
    let viewer: OpenViewer | undefined;
    let left = false;
    import('../../../bridge/open-viewer.js')
      .then(({ openViewer }) => openViewer(container, xml))
      .then(
        (opened) => {
          viewer = opened;
          if (left) {
            opened.destroy();
            return;
          }
          setOpen(true);
          onOpen(opened);
        },
        (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)),
      );
    return () => {
      left = true;
      viewer?.destroy();
      setOpen(false);
      onOpen(undefined);
    };
  }, [xml, onOpen]);

  if (failure !== undefined) return <EmptyState title={t('draft.notDrawn')} text={failure} />;
  return (
    <>
      <div ref={place} className={styles['canvas']} role="img" aria-label={t('version.diagram')} />
      {!open && (
        <div className={styles['opening']}>
          <LoadingPage />
        </div>
      )}
    </>
  );
};

/** A diagram to look at, with its XML. */
export const DiagramViewer = ({ name, xml, note, actions }: DiagramViewerProps) => {
  const { t } = useTranslation('processes');
  const [viewer, setViewer] = useState<OpenViewer>();
  const [xmlShown, setXmlShown] = useState(false);
  return (
    <section className={styles['editor']}>
      <header className={styles['toolbar']}>
        <Tooltip title={t('title')}>
          <Link to="/processes" className={styles['back']} aria-label={t('title')}>
            <ArrowLeftOutlined />
          </Link>
        </Tooltip>
        <div className={styles['naming']}>
          <h1 className={styles['name']}>{name}</h1>
          {note !== undefined && <span className={styles['save']}>{note}</span>}
        </div>
        <div className={styles['tools']}>
          <Button
            type="text"
            icon={<MinusOutlined />}
            aria-label={t('tools.out')}
            onClick={() => viewer?.zoom(1 / ZOOM)}
          />
          <Button type="text" icon={<CompressOutlined />} aria-label={t('tools.fit')} onClick={() => viewer?.fit()} />
          <Button type="text" icon={<PlusOutlined />} aria-label={t('tools.in')} onClick={() => viewer?.zoom(ZOOM)} />
          <Button type="text" onClick={() => setXmlShown(true)}>
            {t('xml.show')}
          </Button>
          {actions}
        </div>
      </header>
      <div className={styles['drawing']} style={{ flex: 1, minHeight: 0 }}>
        <Canvas xml={xml} onOpen={setViewer} />
      </div>
      {xmlShown && <XmlDialog xml={xml} onClose={() => setXmlShown(false)} />}
    </section>
  );
};
