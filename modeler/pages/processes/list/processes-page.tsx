import { SearchOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcut } from '../../../keyboard/use-shortcut.js';
import { Page } from '../../../layout/page.js';
import { usePermission } from '../../../session/session.js';
import { EmptyState } from '../../../states/empty-state.js';
import { Loaded } from '../../../states/loaded.js';
import { VirtualTable } from '../../../table/virtual-table.js';
import { DropArea } from '../diagram/drop-area.js';
import { ImportButton } from '../diagram/import-button.js';
import { useNewDraft, type NewDraft } from '../diagram/use-new-draft.js';
import { processColumns } from './process-columns.js';
import { pathOf, processListQuery, type ProcessRow } from './process-queries.js';

/** Two lines a row. */
const ROW = 56;

const NewButtons = ({ newDraft }: { readonly newDraft: NewDraft }) => {
  const { t } = useTranslation('processes');
  return (
    <>
      <ImportButton onFiles={newDraft.fromFiles} />
      <Button type="primary" loading={newDraft.busy} onClick={newDraft.blank}>
        {t('new.action')}
      </Button>
    </>
  );
};

/** All processes with their versions and drafts. */
export const ProcessesPage = () => {
  const { t } = useTranslation('processes');
  const mayDraw = usePermission('processes.deploy');
  const newDraft = useNewDraft();
  const [search, setSearch] = useState('');
  const field = useRef<InputRef>(null);
  const query = useInfiniteQuery(processListQuery(useDeferredValue(search.trim())));
  const columns = useMemo(() => processColumns(t), [t]);
  const group = t('title');
  useShortcut('/', t('list.search'), group, () => field.current?.focus());
  useShortcut('n', t('new.action'), group, mayDraw ? newDraft.blank : undefined);

  const more = (): void => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  };
  const page = (
    <Page
      title={t('title')}
      actions={mayDraw && <NewButtons newDraft={newDraft} />}
      toolbar={
        <Input
          ref={field}
          allowClear
          prefix={<SearchOutlined />}
          placeholder={t('list.search')}
          aria-label={t('list.search')}
          style={{ width: 320 }}
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
      }
    >
      <Loaded query={query}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0 && search.trim() !== '')
            return (
              <EmptyState
                title={t('list.nothingFound')}
                text={t('list.nothingFoundText', { search: search.trim() })}
                actions={<Button onClick={() => setSearch('')}>{t('list.clearSearch')}</Button>}
              />
            );
          if (rows.length === 0)
            return (
              <EmptyState
                title={t('list.empty')}
                text={t(mayDraw ? 'list.emptyText' : 'list.emptyReader')}
                actions={mayDraw ? <NewButtons newDraft={newDraft} /> : undefined}
              />
            );
          return (
            <VirtualTable<ProcessRow>
              label={t('title')}
              columns={columns}
              rows={rows}
              rowHeight={ROW}
              keyOf={(row) => `${row.processId ?? ''} ${row.draft?.id ?? ''}`}
              linkOf={pathOf}
              toneOf={(row) => (row.incidents > 0 ? 'danger' : undefined)}
              onEnd={more}
            />
          );
        }}
      </Loaded>
    </Page>
  );
  return mayDraw ? <DropArea onFiles={newDraft.fromFiles}>{page}</DropArea> : page;
};
