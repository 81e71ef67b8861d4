import { useQuery } from '@tanstack/react-query';
import { Button, Tabs } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { isProblem } from '../../api/problem-error.js';
import { say } from '../../feedback/feedback.js';
import { useConfirm } from '../../feedback/use-confirm.js';
import { useShortcut } from '../../keyboard/use-shortcut.js';
import { Page } from '../../layout/page.js';
import { usePermission } from '../../session/session.js';
import { EmptyState } from '../../states/empty-state.js';
import { ErrorState } from '../../states/error-state.js';
import { LoadingPage } from '../../states/loading.js';
import { Moment } from '../../time/moment.js';
import { AwayNotice } from './away-notice.js';
import { ChildrenPanel } from './children-panel.js';
import { HistoryPanel } from './history-panel.js';
import { IncidentsPanel } from './incidents-panel.js';
import { cancelInstance, useInstanceAction } from './instance-actions.js';
import { InstanceDiagram } from './instance-diagram.js';
import styles from './instance-page.module.css';
import { incidentsQuery, instanceQuery } from './instance-queries.js';
import { InstanceStateTag } from './instance-state.js';
import type { Instance } from './instances-query.js';
import { VariablesPanel } from './variables-panel.js';
import { WaitsPanel } from './waits-panel.js';

const tabs = ['history', 'variables', 'incidents', 'waits', 'children'] as const;
type Tab = (typeof tabs)[number];

const InstanceFacts = ({ instance }: { readonly instance: Instance }) => {
  const { t } = useTranslation('operations');
  return (
    <span className={styles['facts']}>
      <InstanceStateTag state={instance.state} hasIncident={instance.hasIncident} />
      <span>v{instance.processDefinitionVersion}</span>
      <code>{instance.processInstanceKey}</code>
      {instance.businessId !== null && <span>{instance.businessId}</span>}
      <span>
        {t('fact.started')} <Moment at={instance.startDate} />
      </span>
      {instance.endDate !== null && (
        <span>
          {t('fact.ended')} <Moment at={instance.endDate} />
        </span>
      )}
      {instance.parentProcessInstanceKey !== null && (
        <Link to={`/operations/${instance.parentProcessInstanceKey}`}>{t('fact.parent')}</Link>
      )}
    </span>
  );
};

const CancelButton = ({ instanceKey }: { readonly instanceKey: string }) => {
  const { t } = useTranslation('operations');
  const confirm = useConfirm();
  const cancel = useInstanceAction(cancelInstance);
  const ask = (): void =>
    confirm({
      title: t('cancel.title'),
      text: t('cancel.text'),
      action: t('cancel.action'),
      keep: t('cancel.keep'),
      run: async () => {
        await cancel.mutateAsync(instanceKey);
        say(({ message }) => message.success(t('cancel.done')));
      },
    });
  useShortcut('x', t('cancel.action'), t('instance'), ask);
  return (
    <Button danger onClick={ask}>
      {t('cancel.action')}
    </Button>
  );
};

const LoadedInstance = ({ instance }: { readonly instance: Instance }) => {
  const { t } = useTranslation('operations');
  const key = instance.processInstanceKey;
  const mayOperate = usePermission('instances.operate');
  const [address, setAddress] = useSearchParams();
  const [chosen, setChosen] = useState<string>();
  const { data: incidents } = useQuery(incidentsQuery(key));
  const tab = tabs.find((known) => known === address.get('tab')) ?? 'history';
  const open = (next: string): void => setAddress({ tab: next }, { replace: true });
  const count = incidents?.items.length ?? 0;

  const panels: Readonly<Record<Tab, ReactNode>> = {
    history: <HistoryPanel instanceKey={key} chosen={chosen} onChoose={setChosen} />,
    variables: <VariablesPanel instance={instance} />,
    incidents: <IncidentsPanel instanceKey={key} onChoose={setChosen} />,
    waits: <WaitsPanel instance={instance} />,
    children: <ChildrenPanel instanceKey={key} />,
  };
  return (
    <Page
      title={instance.processDefinitionName ?? instance.processDefinitionId}
      aside={<InstanceFacts instance={instance} />}
      actions={
        <>
          <Link to="/operations">
            <Button>{t('backToList')}</Button>
          </Link>
          {mayOperate && instance.state === 'ACTIVE' && <CancelButton instanceKey={key} />}
        </>
      }
      notice={<AwayNotice />}
    >
      <div className={styles['split']}>
        <div className={styles['diagram']}>
          <InstanceDiagram
            key={instance.processDefinitionKey}
            instance={instance}
            chosen={chosen}
            onChoose={setChosen}
          />
        </div>
        <aside className={styles['side']}>
          <Tabs
            size="small"
            tabBarGutter={14}
            activeKey={tab}
            onChange={open}
            items={tabs.map((name) => ({
              key: name,
              label: name === 'incidents' && count > 0 ? `${t('tab.incidents')} · ${count}` : t(`tab.${name}`),
            }))}
          />
          <div className={styles['panel']}>{panels[tab]}</div>
        </aside>
      </div>
    </Page>
  );
};

/** One process instance: its diagram, and everything about it. */
export const InstancePage = () => {
  const { t } = useTranslation('operations');
  const navigate = useNavigate();
  const { instanceKey = '' } = useParams();
  const query = useQuery(instanceQuery(instanceKey));
  if (query.data !== undefined) return <LoadedInstance key={instanceKey} instance={query.data} />;
  if (isProblem(query.error, 'not-found') || isProblem(query.error, 'validation-failed')) {
    return (
      <EmptyState
        title={t('missing.title')}
        text={t('missing.text', { key: instanceKey })}
        actions={<Button onClick={() => void navigate('/operations')}>{t('backToList')}</Button>}
      />
    );
  }
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <LoadingPage />;
};
