-- Writes the rows of the steps of the instances `good`: what they opened, changed and closed, and what others are told.
-- Answers {"delivered", "starts", "correlations"} (see commit_steps).
-- cold: called by commit_steps, whose settings hold for it
create or replace function write_rows(good bigint[], w jsonb) returns jsonb language plpgsql as $$
begin
  if w ? 'elements' then
    insert into element_instances (key, instance, element_id, type, role, state, scope, process_id, definition_key, started_at, ended_at)
      select entity_key(x.i, x.local), x.i, x."elementId", x.type, x.role, x.state, x.scope, p.process_id, p.definition_key,
        instant(x."startedAt"), instant(x."endedAt")
      from jsonb_to_recordset(w->'elements') x(i bigint, local bigint, "elementId" text, type text, role text, state text, scope int,
        "startedAt" bigint, "endedAt" bigint)
      join process_instances p on p.number = x.i where x.i = any (good);
  end if;
  if w ? 'elementsEnded' then
    update element_instances e set state = x.state, ended_at = instant(x."endedAt")
      from jsonb_to_recordset(w->'elementsEnded') x(i bigint, local bigint, state text, "endedAt" bigint)
      where e.key = entity_key(x.i, x.local) and e.instance = x.i and x.i = any (good);
  end if;
  if w ? 'variables' then
    insert into variables (instance, scope, name, value, process_id, updated_at)
      select x.i, x.scope, x.name, x.value, p.process_id, p.stepped_at
      from jsonb_to_recordset(w->'variables') x(i bigint, scope int, name text, value text)
      join process_instances p on p.number = x.i where x.i = any (good)
      on conflict (instance, scope, name) do update set value = excluded.value, updated_at = excluded.updated_at;
  end if;
  if w ?| array['jobsOpened', 'jobsChanged'] then perform write_jobs(good, w); end if;
  if w ?| array['tasksOpened', 'tasksChanged'] then perform write_tasks(good, w); end if;
  if w ?| array['timersSet', 'timersCancelled', 'activitiesStarted', 'activitiesEnded'] then
    perform write_temporal_commands(good, w);
  end if;
  if w ?| array['incidentsRaised', 'incidentsCleared', 'failures'] then perform write_incidents(good, w); end if;
  if w ? 'projections' then
    perform write_marks(x.i, x.marks) from jsonb_to_recordset(w->'projections') x(i bigint, marks jsonb) where x.i = any (good);
  end if;
  if w ?| array['subscriptionsOpened', 'subscriptionsClosed', 'messagesReturned', 'childrenStarted', 'childrenCancelled', 'ends'] then
    return write_to_others(good, w);
  end if;
  return '{"delivered": [], "starts": [], "correlations": []}';
end $$;
