-- Instances whose workflow must be told something now. `tell_at` is postponed, never cleared: the next one takes over when
-- this telling comes to nothing. A workflow gets its id here, before it is started. The time is asked for once: a volatile
-- function beside a column keeps Postgres from its index.
--
-- fresh: it got its workflow's id just now. waits: timers (unless the clock is pinned) or Temporal activities are open.
create or replace function lease_tells(p_limit int)
returns table (instance bigint, workflow_id text, active boolean, durable boolean, waits boolean, fresh boolean, process_id text, business_id text)
language sql
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
  with due as (
    select p.number, p.workflow_id,
      exists (select 1 from temporal_activities a where a.instance = p.number)
        or (exists (select 1 from timers t where t.instance = p.number) and (select c.pinned_at is null from clock c)) as waits
    from process_instances p where p.tell_at <= (select clock_timestamp())
    order by p.tell_at limit p_limit for update skip locked
  )
  update process_instances p set
      tell_at = clock_timestamp() + least(300, 5 * 2 ^ least(p.tell_attempts, 6)) * interval '1 s',
      tell_attempts = p.tell_attempts + 1,
      workflow_id = case when p.workflow_id is null and p.status = 'active' and (d.waits or p.durable)
        then workflow_id(p.process_id, p.number, p.generation) else p.workflow_id end
    from due d where p.number = d.number
    returning p.number, p.workflow_id, p.status = 'active', p.durable, d.waits, d.workflow_id is null, p.process_id, p.business_id
$$;
