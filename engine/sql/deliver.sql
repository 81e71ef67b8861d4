-- Puts one input into an instance's inbox.
-- hot
--
-- p_instance  number of the instance
-- p_kind      kind of the input: job.completed, message.received, ...
-- p_content   what the kernel gets
-- p_at        instant of the input
-- p_message   key of the message that it comes from, if any
-- Answers the number of the input; null when the instance has ended.
create or replace function deliver(
    p_instance bigint, p_kind text, p_content json, p_at timestamptz, p_message bigint default null)
  returns int
  language plpgsql
  set plan_cache_mode = force_generic_plan
  set enable_seqscan = off
  set enable_hashjoin = off
  set enable_mergejoin = off
as $$
declare
  n int;
begin
  update inboxes set next_number = next_number + 1, unsent = true
    where instance = p_instance and not ended
    returning next_number - 1 into n;
  if n is null then return null; end if;
  insert into inputs (instance, number, kind, content, at, message_key)
    values (p_instance, n, p_kind, p_content, p_at, p_message);
  return n;
end $$;
