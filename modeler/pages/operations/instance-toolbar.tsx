import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcut } from '../../keyboard/use-shortcut.js';
import type { InputRef } from 'antd';
import type { InstanceFilters, InstanceState } from './instance-filters.js';
import { definitionsQuery } from './instances-query.js';
import styles from './operations.module.css';

export interface InstanceToolbarProps {
  readonly filters: InstanceFilters;
  onChange(filters: InstanceFilters): void;
}

const states: readonly InstanceState[] = ['ACTIVE', 'COMPLETED', 'TERMINATED'];

/** The same filters with some changed; `undefined` takes one away. */
const changed = (
  filters: InstanceFilters,
  change: { readonly [Name in keyof InstanceFilters]?: InstanceFilters[Name] | undefined },
): InstanceFilters =>
  Object.fromEntries(
    Object.entries({ ...filters, ...change }).filter(([, value]) => value !== undefined && value !== ''),
  );

/** Process, and its version once a process is chosen. */
const ProcessFilters = ({ filters, onChange }: InstanceToolbarProps) => {
  const { t } = useTranslation('operations');
  const processes = useQuery(definitionsQuery());
  const versions = useQuery({ ...definitionsQuery(filters.process), enabled: filters.process !== undefined });
  return (
    <>
      <Select<string>
        aria-label={t('filter.process')}
        placeholder={t('filter.process')}
        className={styles['wide'] ?? ''}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        loading={processes.isLoading}
        value={filters.process ?? null}
        options={(processes.data?.items ?? []).map(({ processDefinitionId, name }) => ({
          value: processDefinitionId,
          label: name ?? processDefinitionId,
        }))}
        onChange={(process: string | undefined) => onChange(changed(filters, { process, version: undefined }))}
      />
      {filters.process !== undefined && (
        <Select<number>
          aria-label={t('filter.version')}
          placeholder={t('filter.version')}
          className={styles['narrow'] ?? ''}
          allowClear
          loading={versions.isLoading}
          value={filters.version ?? null}
          options={(versions.data?.items ?? []).map(({ version }) => ({ value: version, label: `v${version}` }))}
          onChange={(version: number | undefined) => onChange(changed(filters, { version }))}
        />
      )}
    </>
  );
};

/** First and last day of the start. */
const DayFilters = ({ filters, onChange }: InstanceToolbarProps) => {
  const { t } = useTranslation('operations');
  return (
    <span className={styles['days']}>
      {t('filter.started')}
      <Input
        type="date"
        aria-label={t('filter.from')}
        value={filters.from ?? ''}
        max={filters.to}
        onChange={({ target }) => onChange(changed(filters, { from: target.value || undefined }))}
      />
      –
      <Input
        type="date"
        aria-label={t('filter.to')}
        value={filters.to ?? ''}
        min={filters.from}
        onChange={({ target }) => onChange(changed(filters, { to: target.value || undefined }))}
      />
    </span>
  );
};

/** The search box; `/` goes to it. What is typed counts when Enter is pressed or the box is left or cleared. */
const TextFilter = ({ filters, onChange }: InstanceToolbarProps) => {
  const { t } = useTranslation('operations');
  const input = useRef<InputRef>(null);
  useShortcut('/', t('filter.goToSearch'), t('title'), () => input.current?.focus());
  const search = (text: string): void => onChange(changed(filters, { text: text.trim() || undefined }));
  return (
    <Input.Search
      key={filters.text ?? ''}
      ref={input}
      className={styles['search'] ?? ''}
      aria-label={t('filter.text')}
      placeholder={t('filter.text')}
      allowClear
      defaultValue={filters.text}
      onSearch={search}
    />
  );
};

/** What the list of instances is narrowed down by. */
export const InstanceToolbar = (props: InstanceToolbarProps) => {
  const { filters, onChange } = props;
  const { t } = useTranslation('operations');
  return (
    <>
      <TextFilter {...props} />
      <ProcessFilters {...props} />
      <Select<InstanceState>
        aria-label={t('filter.state')}
        placeholder={t('filter.state')}
        className={styles['medium'] ?? ''}
        allowClear
        value={filters.state ?? null}
        options={states.map((state) => ({ value: state, label: t(`state.${state}`) }))}
        onChange={(state: InstanceState | undefined) => onChange(changed(filters, { state }))}
      />
      <Select<string>
        aria-label={t('filter.incident')}
        placeholder={t('filter.incident')}
        className={styles['medium'] ?? ''}
        allowClear
        value={filters.incident === undefined ? null : filters.incident ? 'yes' : 'no'}
        options={[
          { value: 'yes', label: t('filter.withIncident') },
          { value: 'no', label: t('filter.withoutIncident') },
        ]}
        onChange={(incident: string | undefined) =>
          onChange(changed(filters, { incident: incident === undefined ? undefined : incident === 'yes' }))
        }
      />
      <DayFilters {...props} />
      {Object.keys(filters).length > 0 && (
        <Button type="text" onClick={() => onChange({})}>
          {t('filter.clear')}
        </Button>
      )}
    </>
  );
};
