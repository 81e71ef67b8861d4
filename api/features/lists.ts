/** A page of `rows`, of which one more than `limit` was read if there is one. */
export const pageOf = <Row, Item>(
  rows: readonly Row[],
  limit: number,
  position: (row: Row) => string,
  toItem: (row: Row) => Item,
): { items: Item[]; next?: string } => {
  const last = rows[limit - 1];
  return {
    items: rows.slice(0, limit).map(toItem),
    ...(rows.length > limit && last !== undefined ? { next: position(last) } : {}),
  };
};
