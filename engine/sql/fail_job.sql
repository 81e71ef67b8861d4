-- A worker could not do a job. With retries left the job goes back at p_again, else its failure is an input. Variables
-- become the element's own, whatever happens to the job.
-- hot
--
-- p_instance   number of the instance
-- p_job        key of the job
-- p_retries    how often it may still be tried
-- p_message    why it failed
-- p_again      when it is on offer again
-- p_variables  variables that the worker leaves, or null
-- p_at         instant of the command
-- Answers the number of the last input made, if any, or a refusal like accept_input().
create or replace function fail_job(
    p_instance bigint, p_job bigint, p_retries int, p_message text, p_again timestamptz, p_variables json,
    p_at timestamptz)
  returns table (number int, refusal text)
  language plpgsql
  set plan_cache_mode = force_generic_plan
  set enable_seqscan = off
  set enable_hashjoin = off
  set enable_mergejoin = off
as $$
declare
  i inboxes;
  j jobs;
  n int;
begin
  select * into i from inboxes where instance = p_instance for update;
  select * into j from jobs where key = p_job for update;
  if j.key is null then
    return query select null::int, 'not-found';
    return;
  end if;
  if j.state = 'open' and i.ended then
    return query select null::int, 'ended';
    return;
  end if;
  if j.state = 'open' and p_variables is not null then
    n := deliver(p_instance, 'variables.set',
      json_build_object('scope', 'e' || (j.element_instance_key & 8388607), 'local', true, 'variables', p_variables),
      p_at);
  end if;
  if p_retries <= 0 then
    return query select * from accept_input(p_instance, 'job.failed',
      json_build_object('key', j.wait, 'message', p_message), p_at, p_job, null);
    return;
  end if;
  if j.state <> 'open' then
    return query select null::int, 'closed:' || j.state;
    return;
  end if;
  update jobs set retries = p_retries, error_message = p_message, back_off_until = p_again, deadline = null,
      worker = null, updated_at = p_at
    where key = p_job;
  return query select n, null::text;
end $$;
