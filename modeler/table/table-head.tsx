import type { CSSProperties } from 'react';
import { nextSorting, type Column, type Sorting } from './columns.js';
import styles from './virtual-table.module.css';

interface TableHeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly template: CSSProperties;
  readonly sorting: Sorting | undefined;
  readonly onSort: ((sorting: Sorting) => void) | undefined;
}

const ariaSort = (sorting: Sorting | undefined, column: string): 'ascending' | 'descending' | undefined =>
  sorting?.column !== column ? undefined : sorting.order === 'ASC' ? 'ascending' : 'descending';

/** The titles of the columns; those to sort by are buttons. */
export const TableHead = <Row,>({ columns, template, sorting, onSort }: TableHeadProps<Row>) => (
  <div role="rowgroup" className={styles['head']}>
    <div role="row" className={styles['headRow']} style={template} aria-rowindex={1}>
      {columns.map(({ id, title, align, sortable }) => (
        <div
          key={id}
          role="columnheader"
          className={styles['headCell']}
          data-align={align}
          aria-sort={ariaSort(sorting, id)}
        >
          {sortable === true && onSort !== undefined ? (
            <button type="button" className={styles['sort']} onClick={() => onSort(nextSorting(sorting, id))}>
              {title}
              <span aria-hidden className={styles['arrow']}>
                {sorting?.column === id ? (sorting.order === 'ASC' ? '↑' : '↓') : '↕'}
              </span>
            </button>
          ) : (
            title
          )}
        </div>
      ))}
    </div>
  </div>
);
