import { CompressOutlined, MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenViewer } from '../../bridge/open-viewer.js';
import { DiagramView } from '../../diagram/diagram-view.js';
import { Loaded } from '../../states/loaded.js';
import { LoadingPage } from '../../states/loading.js';
import { diagramQuery, pathQuery } from './instance-queries.js';
import type { Instance } from './instances-query.js';
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

/** The diagram with the instance's tokens, and what zooms it. */
const TokenDiagram = ({ xml, instance, chosen, onChoose }: CanvasProps) => {
  const { t } = useTranslation('operations');
  const [viewer, setViewer] = useState<OpenViewer>();
  const { data: path } = useQuery(pathQuery(instance.processInstanceKey));

  useEffect(() => {
    if (viewer !== undefined && path !== undefined) viewer.showPath(path);
  }, [viewer, path]);

  useEffect(() => viewer?.choose(chosen), [viewer, chosen]);

  return (
    <>
      <DiagramView
        xml={xml}
        process={instance.processDefinitionId}
        label={t('diagram.label')}
        hint={t('diagram.hint')}
        onOpen={setViewer}
        onClick={onChoose}
      />
      {viewer !== undefined && (
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
      {(xml) => <TokenDiagram {...props} xml={xml} />}
    </Loaded>
  );
};
