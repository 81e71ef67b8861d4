-- Opens message subscriptions and gives them the messages that wait for them: those become inputs of the same
-- transaction. The caller holds the locks of their names and keys. Answers the instances that got an input.
-- cold: called by commit_steps, whose settings hold for it
create or replace function write_subscriptions(good bigint[], opened jsonb) returns jsonb language plpgsql as $$
declare
  s record;
  m record;
  delivered jsonb := '[]';
begin
  insert into message_subscriptions (key, instance, wait, name, correlation_key, repeats, state, element_id, element_instance_key, process_id,
      definition_key, created_at)
    select entity_key(x.i, x.local), x.i, x.wait, x.name, x."correlationKey", x.repeats, x.state, x."elementId", entity_key(x.i, x.owner),
      p.process_id, p.definition_key, instant(x.at)
    from jsonb_to_recordset(opened) x(i bigint, local bigint, wait text, name text, "correlationKey" text, repeats boolean, state text,
      "elementId" text, owner bigint, at bigint)
    join process_instances p on p.number = x.i where x.i = any (good);
  for s in
    select x.i, x.wait, x.name, x."correlationKey" as key, x.repeats, entity_key(x.i, x.local) as subscription, p.process_id, p.stepped_at
    from jsonb_to_recordset(opened) x(i bigint, local bigint, wait text, name text, "correlationKey" text, repeats boolean, state text)
    join process_instances p on p.number = x.i where x.state = 'open' and x.i = any (good) order by x.i, x.local
  loop
    for m in
      select g.key from messages g
      where g.name = s.name and g.correlation_key = s.key and g.expires_at > s.stepped_at
        and not exists (select 1 from message_correlations c where c.message_key = g.key and c.process_id = s.process_id)
      order by g.key
    loop
      exit when deliver(s.i, 'message.received', message_content(m.key, s.wait), s.stepped_at, m.key) is null;
      insert into message_correlations (message_key, process_id, instance, at) values (m.key, s.process_id, s.i, s.stepped_at);
      delivered := delivered || to_jsonb(s.i::text);
      if not s.repeats then
        update message_subscriptions set state = 'correlated' where key = s.subscription;
        exit;
      end if;
    end loop;
  end loop;
  return delivered;
end $$;
