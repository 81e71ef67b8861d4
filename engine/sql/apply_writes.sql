-- Carries out the written effects of a step.
-- hot
--
-- p_instance    number of the instance
-- p_process, p_definition, p_version  its process, and the key and version of its definition
-- p_at          instant of the step
-- p_status      status of the instance after it
-- w             one list per table, absent when empty, as writes.ts beside the commit makes it; "end" where the
--               instance ends by it
-- Answers what became of it, for the notices: {"inputs": [instances with new inputs], "starts": bool}.
create or replace function apply_writes(
    p_instance bigint, p_process text, p_definition bigint, p_version int, p_at timestamptz, p_status text, w jsonb)
  returns jsonb
  language plpgsql
  set plan_cache_mode = force_generic_plan
  set enable_seqscan = off
  set enable_hashjoin = off
  set enable_mergejoin = off
as $$
declare
  pairs jsonb;
  r record;
  m record;
  n int;
  told jsonb := '[]';
  begun boolean := false;
  i process_instances;
  others bigint[];
  returned bigint[];
  k bigint;
begin
  -- children taken back before they were opened: who opens one takes its row in starts first, too
  if w ? 'childrenCancelled' then
    delete from starts
      where parent_number = p_instance and parent_wait in (select jsonb_array_elements_text(w->'childrenCancelled'));
  end if;
  if w ? 'end' then
    select * into i from process_instances where number = p_instance;
  end if;

  -- message locks: what this step subscribes to, what it gives back, and at the end what may be on its way to the
  -- instance
  select jsonb_agg(p) into pairs from (
    select jsonb_build_array(x->>'name', x->>'correlationKey') p
      from jsonb_array_elements(w->'subscriptionsOpened') x
      where x->>'state' = 'open'
    union
    select jsonb_build_array(g.name, g.correlation_key)
      from messages g
      where g.key in (select v::bigint from jsonb_array_elements_text(w->'messagesReturned') v)
    union
    select jsonb_build_array(s.name, s.correlation_key)
      from message_subscriptions s
      where w ? 'end' and s.instance = p_instance and s.state = 'open'
    union
    select jsonb_build_array(g.name, g.correlation_key)
      from inputs x join messages g on g.key = x.message_key
      where w ? 'end' and x.instance = p_instance and x.outcome is null
    union
    select jsonb_build_array(s.message_name, i.start_correlation)
      from message_starts s
      where i.start_correlation is not null and s.process_id = p_process
  ) q;
  if pairs is not null then perform lock_messages(pairs); end if;

  -- inbox rows, sorted: the own one, the parent, children to cancel, and who else may get a message given back
  if w ?| array['end', 'childrenCancelled', 'messagesReturned', 'subscriptionsOpened', 'timersFailed'] then
    select array_agg(x) into others from (
      select p_instance x
      union
      select s.instance
        from jsonb_array_elements(pairs) p
          join message_subscriptions s on s.name = p->>0 and s.correlation_key = p->>1
        where w ?| array['end', 'messagesReturned'] and s.state = 'open' and s.process_id = p_process
      union
      select i.parent_number where i.parent_number is not null
      union
      select c.number
        from process_instances c
        where c.parent_number = p_instance and c.status = 'active'
          and c.parent_wait in (select jsonb_array_elements_text(w->'childrenCancelled'))
    ) q;
    perform 1 from inboxes where instance = any (others) order by instance for update;
  end if;
  select array_agg(q.key order by q.key) into returned from (
    select v::bigint as key from jsonb_array_elements_text(w->'messagesReturned') v
    union
    select x.message_key
      from inputs x
      where w ? 'end' and x.instance = p_instance and x.outcome is null and x.message_key is not null
  ) q;

  if w ? 'elements' then
    insert into element_instances (key, instance, element_id, type, role, state, scope, process_id, definition_key,
        started_at, ended_at)
      select entity_key(p_instance, x.local), p_instance, x."elementId", x.type, x.role, x.state, x.scope, p_process,
          p_definition, instant(x."startedAt"), instant(x."endedAt")
        from jsonb_to_recordset(w->'elements') x(local bigint, "elementId" text, type text, role text, state text,
          scope int, "startedAt" bigint, "endedAt" bigint);
  end if;
  if w ? 'elementsEnded' then
    update element_instances e set state = x.state, ended_at = instant(x."endedAt")
      from jsonb_to_recordset(w->'elementsEnded') x(local bigint, state text, "endedAt" bigint)
      where e.key = entity_key(p_instance, x.local) and e.instance = p_instance;
  end if;
  if w ? 'variables' then
    insert into variables (instance, scope, name, value, process_id, updated_at)
      select p_instance, x.scope, x.name, x.value, p_process, p_at
        from jsonb_to_recordset(w->'variables') x(scope int, name text, value text)
      on conflict (instance, scope, name) do update set value = excluded.value, updated_at = excluded.updated_at;
  end if;
  if w ? 'jobsOpened' then
    insert into jobs (key, instance, wait, type, state, retries, headers, element_id, element_instance_key, process_id,
        definition_key, version, created_at, updated_at, ended_at)
      select entity_key(p_instance, x.local), p_instance, x.wait, x.type, x.state, x.retries, x.headers, x."elementId",
          entity_key(p_instance, x.owner), p_process, p_definition, p_version, instant(x.at), p_at,
          case when x.state in ('open', 'blocked') then null else p_at end
        from jsonb_to_recordset(w->'jobsOpened') x(local bigint, wait text, type text, state text, retries int,
          headers json, "elementId" text, owner bigint, at bigint);
  end if;
  if w ? 'jobsChanged' then
    update jobs j set state = x.state, updated_at = p_at,
        ended_at = case when x.state in ('open', 'blocked') then null else p_at end,
        deadline = case when x.state = 'open' then null else j.deadline end
      from jsonb_to_recordset(w->'jobsChanged') x(local bigint, state text)
      where j.key = entity_key(p_instance, x.local) and j.instance = p_instance;
  end if;
  if w ? 'tasksOpened' then
    insert into user_tasks (key, instance, wait, name, state, assignee, candidate_groups, candidate_users, due_date,
        follow_up_date, priority, form_id, external_reference, headers, element_id, element_instance_key, process_id,
        definition_key, version, created_at, ended_at)
      select entity_key(p_instance, x.local), p_instance, x.wait, x.name, x.state, x.assignee,
          array(select jsonb_array_elements_text(x."candidateGroups")),
          array(select jsonb_array_elements_text(x."candidateUsers")),
          task_date(x."dueDate"), task_date(x."followUpDate"), x.priority, x."formId", x."externalReference", x.headers,
          x."elementId", entity_key(p_instance, x.owner), p_process, p_definition, p_version, instant(x.at),
          case when x.state = 'open' then null else p_at end
        from jsonb_to_recordset(w->'tasksOpened') x(local bigint, wait text, name text, state text, assignee text,
          "candidateGroups" jsonb, "candidateUsers" jsonb, "dueDate" text, "followUpDate" text, priority int,
          "formId" text, "externalReference" text, headers json, "elementId" text, owner bigint, at bigint);
  end if;
  if w ? 'tasksChanged' then
    update user_tasks t set state = x.state, ended_at = p_at
      from jsonb_to_recordset(w->'tasksChanged') x(local bigint, state text)
      where t.key = entity_key(p_instance, x.local) and t.instance = p_instance;
  end if;
  if w ? 'timersCancelled' then
    delete from timers t using jsonb_array_elements_text(w->'timersCancelled') x
      where t.key = entity_key(p_instance, x::bigint) and t.instance = p_instance;
  end if;
  if w ? 'timersSet' then
    insert into timers (key, instance, wait, due, request, element_id, element_instance_key)
      select entity_key(p_instance, x.local), p_instance, x.wait, instant(x.due), x.request, x."elementId",
          entity_key(p_instance, x.owner)
        from jsonb_to_recordset(w->'timersSet') x(local bigint, wait text, due bigint, request json, "elementId" text,
          owner bigint);
  end if;
  if w ? 'timersFailed' then
    for r in
      select x.wait, x.message
        from jsonb_to_recordset(w->'timersFailed') x(local bigint, wait text, message text)
        order by x.local
    loop
      n := deliver(p_instance, 'timer.failed', json_build_object('key', r.wait, 'message', r.message), p_at);
    end loop;
    told := told || to_jsonb(p_instance::text);
  end if;
  if w ? 'activitiesEnded' then
    delete from own_activities a using jsonb_array_elements_text(w->'activitiesEnded') x
      where a.key = entity_key(p_instance, x::bigint) and a.instance = p_instance;
  end if;
  if w ? 'activitiesStarted' then
    insert into own_activities (key, instance, wait, task_queue, activity, element_id, element_instance_key, started_at)
      select entity_key(p_instance, x.local), p_instance, x.wait, x."taskQueue", x.activity, x."elementId",
          entity_key(p_instance, x.owner), p_at
        from jsonb_to_recordset(w->'activitiesStarted') x(local bigint, wait text, "taskQueue" text, activity text,
          "elementId" text, owner bigint);
  end if;
  if w ? 'incidentsRaised' then
    insert into incidents (key, instance, type, message, state, job_key, element_id, element_instance_key, process_id,
        definition_key, created_at, resolved_at)
      select entity_key(p_instance, x.local), p_instance, x.type, x.message, x.state, entity_key(p_instance, x.job),
          x."elementId", entity_key(p_instance, x.owner), p_process, p_definition, instant(x.at),
          case when x.state = 'active' then null else p_at end
        from jsonb_to_recordset(w->'incidentsRaised') x(local bigint, type text, message text, state text, job bigint,
          "elementId" text, owner bigint, at bigint);
  end if;
  if w ? 'incidentsCleared' then
    update incidents c set state = 'resolved', resolved_at = p_at
      from jsonb_array_elements_text(w->'incidentsCleared') x
      where c.key = entity_key(p_instance, x::bigint) and c.instance = p_instance;
  end if;
  if w ? 'subscriptionsClosed' then
    update message_subscriptions s set state = 'closed'
      from jsonb_array_elements_text(w->'subscriptionsClosed') x
      where s.key = entity_key(p_instance, x::bigint) and s.instance = p_instance;
  end if;
  if w ? 'childrenCancelled' then
    for m in
      select c.number
        from process_instances c join jsonb_array_elements_text(w->'childrenCancelled') x on c.parent_wait = x
        where c.parent_number = p_instance and c.status = 'active'
        order by c.number
    loop
      if deliver(m.number, 'cancel', '{}', p_at) is not null then
        told := told || to_jsonb(m.number::text);
      end if;
    end loop;
  end if;
  if w ? 'childrenStarted' then
    insert into starts (kind, process_id, content, at, parent_number, parent_wait, parent_element)
      select 'child', x."processId", x.content::json, p_at, p_instance, x.wait, entity_key(p_instance, x.owner)
        from jsonb_to_recordset(w->'childrenStarted') x(wait text, "processId" text, content text, owner bigint);
    begun := true;
  end if;
  if w ? 'subscriptionsOpened' then
    insert into message_subscriptions (key, instance, wait, name, correlation_key, repeats, state, element_id,
        element_instance_key, process_id, definition_key, created_at)
      select entity_key(p_instance, x.local), p_instance, x.wait, x.name, x."correlationKey", x.repeats, x.state,
          x."elementId", entity_key(p_instance, x.owner), p_process, p_definition, instant(x.at)
        from jsonb_to_recordset(w->'subscriptionsOpened') x(local bigint, wait text, name text, "correlationKey" text,
          repeats boolean, state text, "elementId" text, owner bigint, at bigint);
    for r in
      select x.wait, x.name, x."correlationKey", x.repeats, entity_key(p_instance, x.local) as key
        from jsonb_to_recordset(w->'subscriptionsOpened') x(local bigint, wait text, name text, "correlationKey" text,
          repeats boolean, state text)
        where x.state = 'open'
        order by x.local
    loop
      for m in
        select g.key from messages g
          where g.name = r.name and g.correlation_key = r."correlationKey" and g.expires_at > p_at
            and not exists (
              select 1 from message_correlations c where c.message_key = g.key and c.process_id = p_process)
          order by g.key
      loop
        n := deliver(p_instance, 'message.received', message_content(m.key, r.wait), p_at, m.key);
        exit when n is null;
        insert into message_correlations (message_key, process_id, instance, at)
          values (m.key, p_process, p_instance, p_at);
        told := told || to_jsonb(p_instance::text);
        if not r.repeats then
          update message_subscriptions set state = 'correlated' where key = r.key;
          exit;
        end if;
      end loop;
    end loop;
  end if;
  if w ? 'end' then
    update inboxes set ended = true, unsent = false where instance = p_instance;
    update inputs set outcome = 'superseded', reason = 'the instance has ended'
      where instance = p_instance and outcome is null;
  end if;

  -- a correlation that was overtaken goes back to the buffer while the message lives
  foreach k in array coalesce(returned, '{}') loop
    delete from message_correlations where message_key = k and process_id = p_process;
    if exists (select 1 from messages where key = k and expires_at > p_at) then
      for m in
        select x->>0 as instance from jsonb_array_elements(correlate_message(k, p_at, p_process)) x
      loop
        told := told || to_jsonb(m.instance);
      end loop;
      if start_by_message(k, p_at) > 0 then begun := true; end if;
    end if;
  end loop;

  if w ? 'end' then
    if i.parent_number is not null then
      if deliver(i.parent_number, 'child.' || (w->'end'->>'kind'), child_content(i.parent_wait, w->'end'), p_at)
        is not null
      then
        told := told || to_jsonb(i.parent_number::text);
      end if;
    end if;
    if i.start_correlation is not null then
      -- the instance itself no longer holds the key: status was written before
      for m in
        select g.key
          from messages g join message_starts s on s.message_name = g.name and s.process_id = p_process
          where g.correlation_key = i.start_correlation and g.expires_at > p_at
            and not exists (
              select 1 from message_correlations c where c.message_key = g.key and c.process_id = p_process)
          order by g.key
          limit 1
      loop
        if start_by_message(m.key, p_at) > 0 then begun := true; end if;
      end loop;
    end if;
  end if;
  return jsonb_build_object('inputs', told, 'starts', begun);
end $$;
