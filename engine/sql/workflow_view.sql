-- What the workflow of an instance keeps for it, as one reading: where it stands, its earliest timer and open activities.
create or replace function workflow_view(p_instance bigint)
returns table (token bigint, workflow_id text, status text, process_id text, business_id text, durable boolean, pinned boolean, due bigint, timers int,
  activities text[], tasks text[], jobs text[], messages text[], children int, incidents int)
language sql
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
  select p.token, p.workflow_id, p.status, p.process_id, p.business_id, p.durable, (select c.pinned_at is not null from clock c),
    (select instant_ms(min(t.due)) from timers t where t.instance = p.number),
    (select count(*)::int from timers t where t.instance = p.number),
    array(select a.wait from temporal_activities a where a.instance = p.number order by a.key),
    array(select distinct u.element_id from user_tasks u where u.instance = p.number and u.state = 'open' order by 1 limit 5),
    array(select distinct j.type from jobs j where j.instance = p.number and j.state in ('open', 'blocked') order by 1 limit 5),
    array(select distinct s.name from message_subscriptions s where s.instance = p.number and s.state = 'open' order by 1 limit 5),
    (select count(*)::int from process_instances c where c.parent_number = p.number and c.status = 'active'),
    (select count(*)::int from incidents i where i.instance = p.number and i.state = 'active')
  from process_instances p where p.number = p_instance
$$;
