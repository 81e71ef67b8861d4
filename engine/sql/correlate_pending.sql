-- Correlates what commits have left to a transaction of its own: messages that were given back, and keys whose instance has
-- ended, for which a buffered message may start another. Rows that another process holds are left to it.
-- p_ids: which ones; null: up to 100, oldest first. Answers {"taken", "inputs": [[instance, number]], "starts": [ids]}.
-- hot
create or replace function correlate_pending(p_ids bigint[], p_at timestamptz) returns jsonb
language plpgsql
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  ids bigint[];
  pairs jsonb;
  c record;
  m record;
  inputs jsonb := '[]';
  begun jsonb := '[]';
begin
  ids := array(
    select p.id from pending_correlations p where p_ids is null or p.id = any (p_ids) order by p.id limit 100 for update skip locked);
  if cardinality(ids) = 0 then return jsonb_build_object('taken', 0, 'inputs', inputs, 'starts', begun); end if;
  select jsonb_agg(q.p) into pairs from (
    select jsonb_build_array(g.name, g.correlation_key) p from pending_correlations x join messages g on g.key = x.message_key
      where x.id = any (ids)
    union
    select jsonb_build_array(s.message_name, x.correlation_key) from pending_correlations x join message_starts s on s.process_id = x.process_id
      where x.id = any (ids) and x.correlation_key is not null) q;
  if pairs is not null then perform lock_publication(pairs); end if;
  for c in delete from pending_correlations x where x.id = any (ids) returning x.* loop
    for m in
      select g.key from messages g
      where g.expires_at > p_at and (g.key = c.message_key or c.correlation_key is not null and g.correlation_key = c.correlation_key
          and g.name in (select s.message_name from message_starts s where s.process_id = c.process_id))
        and not exists (select 1 from message_correlations o where o.message_key = g.key and o.process_id = c.process_id)
      order by g.key
    loop
      if c.message_key is not null then inputs := inputs || correlate_message(m.key, p_at, c.process_id); end if;
      begun := begun || start_by_message(m.key, p_at, c.process_id);
    end loop;
  end loop;
  return jsonb_build_object('taken', cardinality(ids), 'inputs', inputs, 'starts', begun);
end $$;
