/** Ids of the work items that repeat one (`$1`), or repeat one that does. */
export const REPEATS = `
  with recursive repeats as (
    select id from tickets where previous_id = $1
    union select r.id from tickets r join repeats on r.previous_id = repeats.id)
  select id from repeats`;
