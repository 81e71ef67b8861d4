-- Accepts a command as an input: decides what a row can decide (the job or task is still open) in the same transaction.
-- hot
--
-- p_instance     number of the instance
-- p_kind         kind of the input
-- p_content      what the kernel gets
-- p_at           instant of the command
-- p_job, p_task  key of the job or task that it answers, if any
-- p_by           who asks, where that is known: kept with the task
-- Answers the number of the input, or a refusal: not-found, ended, closed:<state>. The same answer to a job or task
-- once more, while the first is still open, gets that one's number; another answer is refused.
create or replace function accept_input(
    p_instance bigint, p_kind text, p_content json, p_at timestamptz, p_job bigint, p_task bigint,
    p_by text default null)
  returns table (number int, refusal text)
  language plpgsql
  set plan_cache_mode = force_generic_plan
  set enable_seqscan = off
  set enable_hashjoin = off
  set enable_mergejoin = off
as $$
declare
  i inboxes;
  s text;
  n int;
begin
  select * into i from inboxes where instance = p_instance for update;
  if not found then
    return query select null::int, 'not-found';
    return;
  end if;
  if p_job is not null then
    select j.state into s from jobs j where j.key = p_job for update;
  elsif p_task is not null then
    select t.state into s from user_tasks t where t.key = p_task for update;
  end if;
  if (p_job is not null or p_task is not null) and s is null then
    return query select null::int, 'not-found';
    return;
  end if;
  if s = 'answered' and not i.ended then
    select x.number into n from inputs x
      where x.instance = p_instance and x.outcome is null and x.kind = p_kind and x.content::text = p_content::text
      order by x.number desc
      limit 1;
    if n is not null then
      return query select n, null::text;
      return;
    end if;
  end if;
  if s is not null and s <> 'open' then
    return query select null::int, 'closed:' || s;
    return;
  end if;
  if i.ended then
    return query select null::int, 'ended';
    return;
  end if;
  if p_job is not null then
    update jobs set state = 'answered', updated_at = p_at,
        retries = case when p_kind = 'job.failed' then 0 else retries end,
        error_message = coalesce(p_content->>'message', error_message),
        error_code = coalesce(p_content->>'code', error_code)
      where key = p_job;
  elsif p_task is not null then
    update user_tasks set state = 'answered', completed_by = p_by where key = p_task;
  end if;
  return query select deliver(p_instance, p_kind, p_content, p_at), null::text;
end $$;
