import { DownOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { versionsQuery, type Version } from '../versions/version-queries.js';
import { versionPath, type ProcessRow } from './process-queries.js';

export interface VersionsButtonProps {
  readonly processId: string;
  readonly latest: Pick<NonNullable<ProcessRow['latest']>, 'version' | 'versionTag'>;
}

/** The newest version; opens the list of all. */
export const VersionsButton = ({ processId, latest }: VersionsButtonProps) => {
  const { t } = useTranslation('processes');
  const { t: shell } = useTranslation();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const { data, isError } = useQuery({ ...versionsQuery(processId), enabled: open });

  const toItem = ({ version, versionTag, processDefinitionKey }: Version) => ({
    key: processDefinitionKey,
    label:
      versionTag === null ? t('version.number', { version }) : `${t('version.number', { version })} · ${versionTag}`,
    onClick: () => void navigate(versionPath(processDefinitionKey)),
  });
  const waiting = isError ? shell('error.unexpected') : shell('loading');
  const items: MenuProps['items'] = data?.map(toItem) ?? [{ key: 'waiting', disabled: true, label: waiting }];

  return (
    <Dropdown
      trigger={['click']}
      open={open}
      onOpenChange={setOpen}
      menu={{ items, style: { maxHeight: 320, overflow: 'auto' } }}
    >
      <Button type="text" size="small" style={{ marginLeft: -7 }} aria-label={t('version.choose')}>
        {t('version.number', { version: latest.version })}
        {latest.versionTag !== null && ` · ${latest.versionTag}`}
        <DownOutlined style={{ fontSize: 9 }} />
      </Button>
    </Dropdown>
  );
};
