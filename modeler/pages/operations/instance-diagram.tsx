import { CompressOutlined, MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../states/empty-state.js';
import { Loaded } from '../../states/loaded.js';
import { LoadingPage } from '../../states/loading.js';
import { diagramQuery, pathQuery } from './instance-queries.js';
import type { Instance } from './instances-query.js';
import type { InstanceViewer } from './open-viewer.js';
import styles from './instance-page.module.css';

export interface InstanceDiagramProps {
  readonly instance: Instance;
  /** The element that stands out. */
  readonly chosen: string | undefined;
  onChoose(elementId: string | undefined): void;
}

/** One step of zooming. */
const ZOOM = 1.25;

interface CanvasProps extends InstanceDiagramProps {
  readonly xml: string;
}

const DiagramCanvas = ({ xml, instance, chosen, onChoose }: CanvasProps) => {
  const { t } = useTranslation('operations');
  const container = useRef<HTMLDivElement>(null);
  const [viewer, setViewer] = useState<InstanceViewer>();
  const [failed, setFailed] = useState(false);
  const { data: path } = useQuery(pathQuery(instance.processInstanceKey));
  const clicked = useEffectEvent((elementId: string | undefined) => onChoose(elementId));

  useEffect(() => {
    const place = container.current;
    if (place === null) return undefined;
    let opened: InstanceViewer | undefined;
    let left = false;
    import('./open-viewer.js')
      .then(({ openViewer }) => openViewer(place, xml, (elementId) => clicked(elementId)))
      .then(
        (open) => {
          opened = open;
          if (left) open.destroy();
          else setViewer(open);
        },
        () => setFailed(true),
      );
    return () => {
      left = true;
      opened?.destroy();
      setViewer(undefined);
    };
  }, [xml]);

  useEffect(() => {
    if (viewer !== undefined && path !== undefined) viewer.show(path);
  }, [viewer, path]);

  useEffect(() => viewer?.choose(chosen), [viewer, chosen]);

  if (failed) return <EmptyState title={t('diagram.failed')} text={t('diagram.failedText')} />;
  return (
    <>
      <div ref={container} className={styles['canvas']} role="img" aria-label={t('diagram.label')} />
      {viewer === undefined ? (
        <LoadingPage />
      ) : (
        <div className={styles['zoom']}>
          <Button icon={<PlusOutlined />} aria-label={t('diagram.in')} onClick={() => viewer.zoom(ZOOM)} />
          <Button icon={<MinusOutlined />} aria-label={t('diagram.out')} onClick={() => viewer.zoom(1 / ZOOM)} />
          <Button icon={<CompressOutlined />} aria-label={t('diagram.fit')} onClick={() => viewer.fit()} />
        </div>
      )}
    </>
  );
};

/** The diagram of an instance with its tokens. */
export const InstanceDiagram = (props: InstanceDiagramProps) => {
  const query = useQuery(diagramQuery(props.instance.processDefinitionKey));
  return (
    <Loaded query={query} loading={<LoadingPage />}>
      {(xml) => <DiagramCanvas {...props} xml={xml} />}
    </Loaded>
  );
};
