-- Where an instance stands, with what is open for it, in one statement and without a lock.
-- p_limit: states of more bytes are left out (`state` null): this process does not step them.
-- p_callers: null, or whose rights the caller is about to rely on ([{"subject", "epoch"}]); `callers_stand` says whether
-- they are still those.
create or replace function read_head(p_instance bigint, p_limit int, p_callers jsonb)
returns table (state text, bytes int, step int, token bigint, status text, hash text, stepped_at bigint, next int, heavy boolean,
  open json, book json, parent boolean, start_correlation text, callers_stand boolean)
language sql
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
  select case when octet_length(p.state::text) <= p_limit then p.state::text end, octet_length(p.state::text), p.step, p.token, p.status,
    p.hash, instant_ms(p.stepped_at), b.next_number, b.heavy,
    case when b.unsent then (
      select json_agg(json_build_object('number', i.number, 'kind', i.kind, 'at', instant_ms(i.at), 'content', i.content,
          'message', i.message_key::text, 'givenBy', i.given_by, 'callers', i.callers, 'callersStand', i.callers is null or callers_stand(i.callers)) order by i.number)
      from (select * from inputs o where o.instance = p.number and o.outcome is null order by o.number limit 100) i) end,
    (select json_object_agg(t.wait, instant_ms(t.due)) from timers t where t.instance = p.number),
    p.parent_number is not null, p.start_correlation,
    p_callers is null or callers_stand(p_callers)
  from process_instances p join inboxes b on b.instance = p.number where p.number = p_instance
$$;
