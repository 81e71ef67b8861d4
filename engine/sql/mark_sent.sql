-- Marks what a relay has sent, in the order of locks: instance rows, then inbox rows. An instance that got another
-- workflow meanwhile is left as it is. Inputs that came meanwhile keep the instance unsent.
-- hot
--
-- p_done  [{"instance", "workflowId", "sentTo": number of the last input sent}, ...]
-- Answers nothing.
create or replace function mark_sent(p_done jsonb)
  returns void
  language plpgsql
  set plan_cache_mode = force_generic_plan
  set enable_seqscan = off
  set enable_hashjoin = off
  set enable_mergejoin = off
as $$
begin
  perform 1 from process_instances
    where number in (select x.instance from jsonb_to_recordset(p_done) x(instance bigint)) and not workflow_started
    order by number
    for update;
  update process_instances p set workflow_started = true
    from jsonb_to_recordset(p_done) x(instance bigint, "workflowId" text)
    where p.number = x.instance and p.workflow_id = x."workflowId" and not p.workflow_started;
  perform 1 from inboxes
    where instance in (select x.instance from jsonb_to_recordset(p_done) x(instance bigint))
    order by instance
    for update;
  update inboxes b set sent_to = greatest(b.sent_to, x."sentTo"), sent_at = clock_timestamp(), lease_until = 'epoch',
      unsent = not b.ended and b.next_number - 1 > greatest(b.sent_to, x."sentTo")
    from jsonb_to_recordset(p_done) x(instance bigint, "workflowId" text, "sentTo" int)
      join process_instances p on p.number = x.instance and p.workflow_id = x."workflowId"
    where b.instance = x.instance;
end $$;
