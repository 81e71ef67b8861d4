import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { usePermission } from '../../../session/session.js';
import { Loaded } from '../../../states/loaded.js';
import { LoadingPage } from '../../../states/loading.js';
import { DiagramViewer } from '../diagram/diagram-viewer.js';
import { StartInstanceDialog } from '../instance/start-instance-dialog.js';
import { VersionsButton } from '../list/versions-button.js';
import { useEditVersion } from './use-edit-version.js';
import { versionQuery, versionXmlQuery, type Version } from './version-queries.js';

const OpenVersion = ({ version, xml }: { readonly version: Version; readonly xml: string }) => {
  const { t } = useTranslation('processes');
  const mayDraw = usePermission('processes.deploy');
  const mayStart = usePermission('instances.start');
  const editing = useEditVersion(version, xml);
  const [starting, setStarting] = useState(false);
  const { processDefinitionId, processDefinitionKey } = version;
  const name = version.name ?? processDefinitionId;
  return (
    <>
      <DiagramViewer
        name={name}
        xml={xml}
        process={processDefinitionId}
        note={<VersionsButton processId={processDefinitionId} latest={version} />}
        actions={
          <>
            {mayStart && <Button onClick={() => setStarting(true)}>{t('start.action')}</Button>}
            {mayDraw && (
              <Button type="primary" loading={editing.busy} onClick={editing.edit}>
                {t('version.edit')}
              </Button>
            )}
          </>
        }
      />
      {starting && (
        <StartInstanceDialog
          name={name}
          version={version.version}
          processDefinitionKey={processDefinitionKey}
          onClose={() => setStarting(false)}
        />
      )}
    </>
  );
};

/** A deployed version: its diagram, the other versions, and the way to change it. */
export const VersionPage = () => {
  const { processDefinitionKey = '' } = useParams();
  const version = useQuery(versionQuery(processDefinitionKey));
  const xml = useQuery(versionXmlQuery(processDefinitionKey));
  return (
    <Loaded query={version} loading={<LoadingPage />}>
      {(known) => (
        <Loaded query={xml} loading={<LoadingPage />}>
          {(text) => <OpenVersion key={processDefinitionKey} version={known} xml={text} />}
        </Loaded>
      )}
    </Loaded>
  );
};
