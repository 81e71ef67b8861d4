import type { ReactNode } from 'react';

/** A column of a table. */
export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** Width as a CSS grid track: `120px`, `minmax(160px, 2fr)`. */
  readonly width: string;
  readonly align?: 'start' | 'end';
  /** The column can be sorted by; the id is what `onSort` gets. */
  readonly sortable?: boolean;
  cell(row: Row): ReactNode;
}

/** What a table is sorted by. */
export interface Sorting {
  readonly column: string;
  readonly order: 'ASC' | 'DESC';
}

/** A click on the title of a column: turns the order round, or starts with `first`. */
export const nextSorting = (now: Sorting | undefined, column: string, first: Sorting['order'] = 'ASC'): Sorting =>
  now?.column === column ? { column, order: now.order === 'ASC' ? 'DESC' : 'ASC' } : { column, order: first };

/** Widths of all columns as a CSS grid template. */
export const gridTemplate = <Row>(columns: readonly Column<Row>[]): string =>
  columns.map(({ width }) => width).join(' ');
