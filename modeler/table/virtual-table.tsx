import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { heights } from '../design/tokens.js';
import { gridTemplate, type Column, type Sorting } from './columns.js';
import { TableHead } from './table-head.js';
import { TableRow } from './table-row.js';
import styles from './virtual-table.module.css';

export interface VirtualTableProps<Row> {
  /** Says what the table holds, for assistive technology. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  keyOf(row: Row): string;
  /** Where a row leads: Enter or a click goes there. */
  linkOf?(row: Row): string;
  /** A row to stand out: something is wrong with it, or it is the chosen one. */
  toneOf?(row: Row): 'danger' | 'warning' | 'chosen' | undefined;
  readonly sorting?: Sorting | undefined;
  onSort?(sorting: Sorting): void;
  /** There are further rows; called when the end comes into view. */
  readonly onEnd?: (() => void) | undefined;
  /** Height of a row in px, the same for all. */
  readonly rowHeight?: number;
  /** Below the last row: progress of loading more, a count. */
  readonly footer?: ReactNode;
}

/** Rows drawn beyond the visible ones. */
const OVERSCAN = 8;

/** A table of any length that only draws what is visible. Arrow keys, Home and End move between rows. */
export const VirtualTable = <Row,>(props: VirtualTableProps<Row>) => {
  const { label, columns, rows, rowHeight = heights.row, onEnd } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
  });
  const drawn = virtual.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;

  useEffect(() => {
    if (last >= rows.length - OVERSCAN) onEnd?.();
  }, [last, rows.length, onEnd]);

  const moveTo = (index: number): void => {
    const target = Math.max(0, Math.min(rows.length - 1, index));
    virtual.scrollToIndex(target);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${target}"]`)?.focus());
  };

  const move = (event: KeyboardEvent): void => {
    const at = Number((event.target as HTMLElement).closest('[data-index]')?.getAttribute('data-index') ?? NaN);
    if (Number.isNaN(at)) return;
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 10,
      PageUp: at - 10,
      Home: 0,
      End: rows.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    moveTo(target);
  };

  const template = { gridTemplateColumns: gridTemplate(columns) };
  return (
    <div ref={scroller} className={styles['scroller']} onKeyDown={move}>
      <div role="table" aria-label={label} aria-rowcount={rows.length + 1} className={styles['table']}>
        <TableHead columns={columns} template={template} sorting={props.sorting} onSort={props.onSort} />
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {drawn.map(({ index, start }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <TableRow
                key={props.keyOf(row)}
                row={row}
                index={index}
                columns={columns}
                link={props.linkOf?.(row)}
                tone={props.toneOf?.(row)}
                style={{ ...template, height: rowHeight, transform: `translateY(${start}px)` }}
              />
            );
          })}
        </div>
      </div>
      {props.footer}
    </div>
  );
};
