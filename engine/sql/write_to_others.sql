-- What a step does beyond its own rows: subscriptions with the messages that wait for them, messages given back, children
-- started and cancelled; of who has ended the end told to the parent, what is open in its inbox, and the incidents of the
-- engine. Answers {"delivered", "starts", "correlations"} (see commit_steps).
-- cold: called by commit_steps, whose settings hold for it
create or replace function write_to_others(good bigint[], w jsonb) returns jsonb language plpgsql as $$
declare
  r record;
  delivered jsonb := '[]';
  begun jsonb := '[]';
  pending jsonb := '[]';
begin
  if w ? 'subscriptionsClosed' then
    update message_subscriptions s set state = 'closed'
      from jsonb_to_recordset(w->'subscriptionsClosed') x(i bigint, local bigint)
      where s.key = entity_key(x.i, x.local) and s.instance = x.i and x.i = any (good);
  end if;
  if w ? 'subscriptionsOpened' then
    delivered := delivered || write_subscriptions(good, w->'subscriptionsOpened');
  end if;
  if w ? 'messagesReturned' then
    delete from message_correlations c using jsonb_to_recordset(w->'messagesReturned') x(i bigint, message bigint), process_instances p
      where x.i = any (good) and p.number = x.i and c.message_key = x.message and c.process_id = p.process_id;
    with given as (
      insert into pending_correlations (process_id, message_key)
        select p.process_id, x.message from jsonb_to_recordset(w->'messagesReturned') x(i bigint, message bigint)
        join process_instances p on p.number = x.i where x.i = any (good) returning id
    ) select pending || coalesce(jsonb_agg(id::text), '[]') into pending from given;
  end if;
  if w ? 'childrenCancelled' then
    delete from starts s using jsonb_to_recordset(w->'childrenCancelled') x(i bigint, wait text)
      where s.parent_number = x.i and s.parent_wait = x.wait and x.i = any (good);
    for r in
      select c.number, x.at from jsonb_to_recordset(w->'childrenCancelled') x(i bigint, wait text, at bigint)
      join process_instances c on c.parent_number = x.i and c.parent_wait = x.wait and c.status = 'active'
      where x.i = any (good) order by c.number
    loop
      if deliver(r.number, 'cancel', '{}', instant(r.at)) is not null then delivered := delivered || to_jsonb(r.number::text); end if;
    end loop;
  end if;
  if w ? 'childrenStarted' then
    with made as (
      insert into starts (kind, process_id, content, at, parent_number, parent_wait, parent_element, lease_until)
        select 'child', x."processId", x.content::json, instant(x.at), x.i, x.wait, entity_key(x.i, x.owner), clock_timestamp() + interval '1 s'
        from jsonb_to_recordset(w->'childrenStarted') x(i bigint, wait text, "processId" text, content text, owner bigint, at bigint)
        where x.i = any (good) returning id
    ) select coalesce(jsonb_agg(id::text order by id), '[]') into begun from made;
  end if;
  if w ? 'ends' then
    for r in
      select p.number, p.process_id, p.parent_number, p.parent_wait, p.start_correlation, p.stepped_at, to_jsonb(x) as how
      from jsonb_to_recordset(w->'ends') x(i bigint, kind text, variables text, code text, message text, open boolean)
      join process_instances p on p.number = x.i where x.i = any (good) order by p.number
    loop
      update incidents set state = 'resolved', resolved_at = r.stepped_at
        where instance = r.number and state = 'active' and retry is not null;
      if (r.how->>'open')::boolean then
        with closed as (
          update inputs set outcome = 'superseded', reason = 'the process instance has ended'
            where instance = r.number and outcome is null returning message_key
        ), freed as (
          delete from message_correlations c using closed
            where c.message_key = closed.message_key and c.process_id = r.process_id returning c.message_key
        ), given as (
          insert into pending_correlations (process_id, message_key) select r.process_id, message_key from freed returning id
        ) select pending || coalesce(jsonb_agg(id::text), '[]') into pending from given;
      end if;
      if r.parent_number is not null
        and deliver(r.parent_number, 'child.' || (r.how->>'kind'), child_content(r.parent_wait, r.how), r.stepped_at) is not null
      then delivered := delivered || to_jsonb(r.parent_number::text);
      end if;
      if r.start_correlation is not null then
        with given as (
          insert into pending_correlations (process_id, correlation_key) values (r.process_id, r.start_correlation) returning id
        ) select pending || jsonb_agg(id::text) into pending from given;
      end if;
    end loop;
  end if;
  return jsonb_build_object('delivered', delivered, 'starts', begun, 'correlations', pending);
end $$;
