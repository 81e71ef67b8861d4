import { Input, Segmented, Select } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useShortcut } from '../../keyboard/use-shortcut.js';
import { Page } from '../../layout/page.js';
import { EmptyState } from '../../states/empty-state.js';
import { focusRow } from '../../table/row-focus.js';
import { EmailPane } from './email-pane.js';
import { mailStates, useMailFilters } from './mail-filters.js';
import { MailList } from './mail-list.js';
import styles from './mail-page.module.css';
import type { MailFilters, MailState } from './mail-data.js';

interface MailToolbarProps {
  readonly filters: MailFilters;
  readonly onChange: (change: Partial<MailFilters>) => void;
}

const MailToolbar = ({ filters, onChange }: MailToolbarProps) => {
  const { t } = useTranslation('mail');
  return (
    <>
      <Segmented<'all' | 'in' | 'out'>
        aria-label={t('direction.label')}
        value={filters.direction ?? 'all'}
        options={(['all', 'in', 'out'] as const).map((value) => ({ value, label: t(`direction.${value}`) }))}
        onChange={(direction) => onChange({ direction: direction === 'all' ? undefined : direction })}
      />
      <Select
        aria-label={t('state.label')}
        placeholder={t('state.label')}
        value={filters.state ?? null}
        allowClear
        style={{ width: 200 }}
        options={mailStates.map((value) => ({ value, label: t(`state.${value}`) }))}
        onChange={(state: MailState | null | undefined) => onChange({ state: state ?? undefined })}
      />
      <Input.Search
        key={filters.text ?? ''}
        defaultValue={filters.text ?? ''}
        allowClear
        placeholder={t('search')}
        aria-label={t('search')}
        style={{ width: 360 }}
        onSearch={(text) => onChange({ text: text.trim() })}
      />
    </>
  );
};

/** Emails to and from the desks: a list, and the chosen one to read beside it. */
export const MailPage = () => {
  const { t } = useTranslation('mail');
  const { mailId } = useParams();
  const list = useRef<HTMLDivElement>(null);
  const [filters, change, query] = useMailFilters();
  useShortcut('j', t('keys.next'), t('title'), () => focusRow(list.current, 1));
  useShortcut('k', t('keys.previous'), t('title'), () => focusRow(list.current, -1));
  return (
    <Page title={t('title')} toolbar={<MailToolbar filters={filters} onChange={change} />}>
      <div className={styles['columns']}>
        <div ref={list} className={styles['list']}>
          <MailList
            filters={filters}
            query={query}
            chosen={mailId}
            onClear={() => change({ direction: undefined, state: undefined, text: undefined })}
          />
        </div>
        <section className={styles['pane']} aria-label={t('email')}>
          {mailId === undefined ? (
            <EmptyState title={t('choose.title')} text={t('choose.text')} />
          ) : (
            <EmailPane key={mailId} mailId={mailId} />
          )}
        </section>
      </div>
    </Page>
  );
};
