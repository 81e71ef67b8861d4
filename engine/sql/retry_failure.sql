-- Resolves an incident that the engine raised about an input it could not step, and does that again: the input comes back
-- into the inbox with a new number, a timer or an activity into its book. The instance gets a new token: what was
-- remembered of it is wrong now.
--
-- p_callers: whose rights are relied on, or null. Answers null when there is no such active incident, else {"instance",
-- "input", "refusal"}.
-- cold: rare: a person retries
create or replace function retry_failure(p_incident bigint, p_callers jsonb) returns jsonb language plpgsql as $$
declare
  i incidents;
  r jsonb;
  n int;
begin
  select * into i from incidents where key = p_incident and retry is not null and state = 'active';
  if not found then return null; end if;
  perform 1 from process_instances where number = i.instance and status = 'active' for update;
  if not found then return null; end if;
  if p_callers is not null and not callers_stand(p_callers) then
    return jsonb_build_object('instance', i.instance::text, 'refusal', 'callers');
  end if;
  update incidents set state = 'resolved', resolved_at = coalesce((select pinned_at from clock), clock_timestamp())
    where key = p_incident and state = 'active';
  if not found then return null; end if;
  r := i.retry;
  if r->>'kind' = 'input' then
    n := deliver(i.instance, r->'input'->>'kind', (i.retry->'input'->'content')::json,
      coalesce((select pinned_at from clock), clock_timestamp()), (r->'input'->>'message')::bigint, r->'input'->>'givenBy');
  elsif r->>'kind' = 'timer' then
    insert into timers (key, instance, wait, due, request, element_id, element_instance_key)
      select entity_key(i.instance, substr(r->>'wait', 2)::bigint), i.instance, r->>'wait', instant((r->>'due')::bigint),
        e.value->'waits'->(r->>'wait')->'timer', e.value->>'element', entity_key(i.instance, substr(e.value->>'key', 2)::bigint)
      from process_instances p, json_each(p.state->'instances') e
      where p.number = i.instance and e.value->'waits'->(r->>'wait') is not null;
  else
    insert into temporal_activities (key, instance, wait, task_queue, activity, element_id, element_instance_key, started_at)
      select entity_key(i.instance, substr(r->>'wait', 2)::bigint), i.instance, r->>'wait', e.value->'waits'->(r->>'wait')->'activity'->>'taskQueue',
        e.value->'waits'->(r->>'wait')->'activity'->>'activity', e.value->>'element',
        entity_key(i.instance, substr(e.value->>'key', 2)::bigint), p.stepped_at
      from process_instances p, json_each(p.state->'instances') e
      where p.number = i.instance and e.value->'waits'->(r->>'wait') is not null;
  end if;
  update process_instances set token = (random() * 9e18)::bigint, tell_at = clock_timestamp() where number = i.instance;
  return jsonb_build_object('instance', i.instance::text, 'input', n);
end $$;
