-- Gives one message to every process that has an open subscription for it and has not had it: the oldest subscription of
-- each. The caller holds the message locks. Answers the inputs made, as [[instance, number]].
-- cold: called by functions whose settings hold for it
create or replace function correlate_message(p_message bigint, p_at timestamptz, p_only_process text default null) returns jsonb
language plpgsql as $$
declare
  m messages;
  s record;
  n int;
  served text[] := '{}';
  made jsonb := '[]';
begin
  select * into m from messages where key = p_message;
  perform 1 from inboxes where instance in (
    select x.instance from message_subscriptions x
    where x.state = 'open' and x.name = m.name and x.correlation_key = m.correlation_key
      and (p_only_process is null or x.process_id = p_only_process)
  ) order by instance for update;
  for s in
    select x.key, x.instance, x.wait, x.process_id, x.repeats from message_subscriptions x
    where x.state = 'open' and x.name = m.name and x.correlation_key = m.correlation_key
      and (p_only_process is null or x.process_id = p_only_process)
      and not exists (select 1 from message_correlations c where c.message_key = p_message and c.process_id = x.process_id)
    order by x.process_id, x.key for update of x
  loop
    continue when s.process_id = any (served);
    n := deliver(s.instance, 'message.received', message_content(p_message, s.wait), p_at, p_message);
    continue when n is null;
    served := served || s.process_id;
    if not s.repeats then update message_subscriptions set state = 'correlated' where key = s.key; end if;
    insert into message_correlations (message_key, process_id, instance, at) values (p_message, s.process_id, s.instance, p_at);
    made := made || jsonb_build_array(jsonb_build_array(s.instance::text, n));
  end loop;
  return made;
end $$;
