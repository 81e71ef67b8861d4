import { ArrowLeftOutlined, CompressOutlined, MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OpenViewer } from '../../../bridge/open-viewer.js';
import { DiagramView } from '../../../diagram/diagram-view.js';
import styles from './diagram-page.module.css';
import { XmlDialog } from './xml-dialog.js';

export interface DiagramViewerProps {
  readonly name: string;
  readonly xml: string;
  /** Id of the process that is to be seen. */
  readonly process?: string | undefined;
  /** Below the name. */
  readonly note?: ReactNode;
  /** Buttons at the right. */
  readonly actions?: ReactNode;
}

/** One step of zooming. */
const ZOOM = 1.25;

/** A diagram to look at, with its XML. */
export const DiagramViewer = ({ name, xml, process, note, actions }: DiagramViewerProps) => {
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
        <DiagramView xml={xml} process={process} label={t('version.diagram')} onOpen={setViewer} />
      </div>
      {xmlShown && <XmlDialog xml={xml} onClose={() => setXmlShown(false)} />}
    </section>
  );
};
