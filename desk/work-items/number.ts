import type { PoolClient } from 'pg';
import type { Pack } from '../../regulations/model/pack.js';
import { ticketNumber } from '../../regulations/numbers/ticket-number.js';

/** The next number of a series. Rolled back with its transaction, so that a series has no gaps. */
export async function nextNumber(client: PoolClient, numbering: Pack['numbering']): Promise<string> {
  const { rows } = await client.query<{ last: number }>(
    `insert into number_series (name, last) values ($1, 1)
     on conflict (name) do update set last = number_series.last + 1 returning last`,
    [numbering.series],
  );
  return ticketNumber(numbering, rows[0]!.last);
}
