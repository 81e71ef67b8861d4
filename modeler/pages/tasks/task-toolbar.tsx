import { useQuery } from '@tanstack/react-query';
import { Button, Input, Segmented, Select, type InputRef } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcut } from '../../keyboard/use-shortcut.js';
import { taskStates, taskViews, type TaskFilters, type TaskState, type TaskView } from './task-filters.js';
import { processesQuery } from './task-queries.js';
import styles from './tasks.module.css';

export interface TaskToolbarProps {
  readonly filters: TaskFilters;
  onChange(filters: TaskFilters): void;
}

/** Nothing but whose tasks. */
const cleared = ({ view }: TaskFilters): TaskFilters => ({ view, state: 'open' });

/** The same filters with one text changed; an empty one is taken away. */
const withText = (filters: TaskFilters, name: 'process' | 'text', value: string | undefined): TaskFilters => {
  const { [name]: _before, ...rest } = filters;
  return value === undefined || value.trim() === '' ? rest : { ...rest, [name]: value.trim() };
};

/** Is the list narrowed down beyond whose tasks it shows? */
export const isFiltered = ({ state, process, text }: TaskFilters): boolean =>
  state !== 'open' || process !== undefined || text !== undefined;

/** Whose tasks, and what they are narrowed down by. */
export const TaskToolbar = ({ filters, onChange }: TaskToolbarProps) => {
  const { t } = useTranslation('tasks');
  const search = useRef<InputRef>(null);
  const processes = useQuery(processesQuery);
  useShortcut('/', t('filter.goToSearch'), t('title'), () => search.current?.focus());
  return (
    <>
      <Segmented<TaskView>
        aria-label={t('view.label')}
        value={filters.view}
        options={taskViews.map((view) => ({ value: view, label: t(`view.${view}`) }))}
        onChange={(view) => onChange({ ...filters, view })}
      />
      <Input.Search
        key={filters.text ?? ''}
        ref={search}
        className={styles['search'] ?? ''}
        aria-label={t('filter.text')}
        placeholder={t('filter.text')}
        allowClear
        defaultValue={filters.text}
        onSearch={(text) => onChange(withText(filters, 'text', text))}
      />
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
        onChange={(process: string | undefined) => onChange(withText(filters, 'process', process))}
      />
      <Select<TaskState>
        aria-label={t('filter.state')}
        className={styles['medium'] ?? ''}
        value={filters.state}
        options={taskStates.map((state) => ({ value: state, label: t(`state.${state}`) }))}
        onChange={(state) => onChange({ ...filters, state })}
      />
      {isFiltered(filters) && (
        <Button type="text" onClick={() => onChange(cleared(filters))}>
          {t('filter.clear')}
        </Button>
      )}
    </>
  );
};
