-- Takes what a step that comes alone locks besides its instance row: start rows, message locks, inbox rows, in this order.
-- False: the row in `starts` that it answers is gone.
-- cold: called by commit_steps, whose settings hold for it
create or replace function lock_others(h commit_head, w jsonb) returns boolean language plpgsql as $$
declare
  pairs jsonb;
  others bigint[];
begin
  if h.opening is null and not w ?| array['childrenCancelled', 'subscriptionsOpened', 'ends'] then
    perform 1 from inboxes b where b.instance = h.instance for update;
    return true;
  end if;
  if h.opening ? 'start' then
    perform 1 from starts s where s.id = (h.opening->>'start')::bigint for update;
    if not found then return false; end if;
  end if;
  if w ? 'childrenCancelled' then
    perform 1 from starts s
      join jsonb_to_recordset(w->'childrenCancelled') x(wait text) on s.parent_wait = x.wait
      where s.parent_number = h.instance order by s.id for update of s;
  end if;

  if w ? 'subscriptionsOpened' then
    select jsonb_agg(jsonb_build_array(x.name, x."correlationKey")) into pairs
      from jsonb_to_recordset(w->'subscriptionsOpened') x(name text, "correlationKey" text, state text) where x.state = 'open';
    if pairs is not null then perform lock_messages(pairs); end if;
  end if;

  others := array(
    select h.instance where h.opening is null
    union select p.parent_number from process_instances p
      where w ? 'ends' and p.number = h.instance and p.parent_number is not null
    union select (h.opening->>'parentNumber')::bigint where w ? 'ends' and h.opening ? 'parentNumber'
    union select c.number from jsonb_to_recordset(w->'childrenCancelled') x(wait text)
      join process_instances c on c.parent_number = h.instance and c.parent_wait = x.wait and c.status = 'active');
  perform 1 from inboxes b where b.instance = any (others) order by b.instance for update;
  return true;
end $$;
