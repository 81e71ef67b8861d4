-- Who completed a task, whoever it was assigned to: user name or client id of the caller.
alter table user_tasks add column completed_by text;
-- Of tasks that were completed before, whoever had them: nothing else was kept.
update user_tasks set completed_by = assignee where state = 'completed' and assignee is not null;
-- Who of the staff wrote down what the requester said.
alter table ticket_events add column recorded_by text;

-- Keeps with the task who completes it. `p_by`: who asks, where that is known.
drop function accept_input(bigint, text, json, timestamptz, bigint, bigint);
create function accept_input(p_instance bigint, p_kind text, p_content json, p_at timestamptz, p_job bigint, p_task bigint, p_by text default null)
  returns table (number int, refusal text) language plpgsql as $$
declare i inboxes; s text; n int;
begin
  select * into i from inboxes where instance = p_instance for update;
  if not found then return query select null::int, 'not-found'; return; end if;
  if p_job is not null then
    select j.state into s from jobs j where j.key = p_job for update;
  elsif p_task is not null then
    select t.state into s from user_tasks t where t.key = p_task for update;
  end if;
  if (p_job is not null or p_task is not null) and s is null then
    return query select null::int, 'not-found'; return;
  end if;
  if s = 'answered' and not i.ended then
    select x.number into n from inputs x where x.instance = p_instance and x.outcome is null and x.kind = p_kind
      and x.content::text = p_content::text order by x.number desc limit 1;
    if n is not null then return query select n, null::text; return; end if;
  end if;
  if s is not null and s <> 'open' then return query select null::int, 'closed:' || s; return; end if;
  if i.ended then return query select null::int, 'ended'; return; end if;
  if p_job is not null then
    update jobs set state = 'answered', updated_at = p_at,
      retries = case when p_kind = 'job.failed' then 0 else retries end,
      error_message = coalesce(p_content->>'message', error_message), error_code = coalesce(p_content->>'code', error_code)
      where key = p_job;
  elsif p_task is not null then update user_tasks set state = 'answered', completed_by = p_by where key = p_task; end if;
  return query select deliver(p_instance, p_kind, p_content, p_at), null::text;
end $$;

-- A function made anew has no settings (see 0005_plans).
alter function accept_input set plan_cache_mode = force_generic_plan;
alter function accept_input set enable_seqscan = off;
alter function accept_input set enable_hashjoin = off;
alter function accept_input set enable_mergejoin = off;

-- Tasks of `returned` that nobody has go back to whoever had the last one of their element in the instance, unless that
-- person is no longer active; the element's status for an assigned task is marked then.
create or replace function write_marks(p_instance bigint, m jsonb) returns void language sql as $$
  insert into instance_marks (instance, kind, name, element_id, at)
    select p_instance, coalesce(x.kind, 'milestoneMet'), coalesce(x.name, m->'met'->>e.element_id), coalesce(x."elementId", e.element_id), instant(x.at)
    from rows from (jsonb_to_recordset(m->'entries') as (kind text, name text, "elementId" text, local bigint, at bigint)) with ordinality
      as x(kind, name, "elementId", local, at, n)
    left join element_instances e on e.key = entity_key(p_instance, x.local) and e.role is distinct from 'iteration'
    where x.kind is not null or m->'met' ? e.element_id
    order by x.n;
  with returned as (
    update user_tasks t set assignee = l.assignee
      from jsonb_to_recordset(m->'returned') x(local bigint, "elementId" text, status text)
      cross join lateral (
        select u.assignee from user_tasks u
        where u.instance = p_instance and u.element_id = x."elementId" and u.ended_at is not null
        order by u.ended_at desc, u.key desc limit 1) l
      where t.key = entity_key(p_instance, x.local) and t.assignee is null and l.assignee is not null
        and not exists (select 1 from users p where p.username = l.assignee and not p.active)
      returning t.element_id, t.created_at, x.status)
  insert into instance_marks (instance, kind, name, element_id, at)
    select p_instance, 'assignedStatus', r.status, r.element_id, r.created_at from returned r where r.status is not null;
$$;
