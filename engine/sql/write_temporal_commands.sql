-- Writes what workflows keep for steps: timers and Temporal activities, set and taken back. Of what is taken back nothing is
-- done again: incidents of the engine that hold it are resolved.
-- cold: called by commit_steps, whose settings hold for it
create or replace function write_temporal_commands(good bigint[], w jsonb) returns void language plpgsql as $$
begin
  if w ? 'timersCancelled' then
    delete from timers t using jsonb_to_recordset(w->'timersCancelled') x(i bigint, local bigint)
      where t.key = entity_key(x.i, x.local) and t.instance = x.i and x.i = any (good);
  end if;
  if w ? 'timersSet' then
    insert into timers (key, instance, wait, due, request, element_id, element_instance_key)
      select entity_key(x.i, x.local), x.i, x.wait, instant(x.due), x.request, x."elementId", entity_key(x.i, x.owner)
      from jsonb_to_recordset(w->'timersSet') x(i bigint, local bigint, wait text, due bigint, request json, "elementId" text, owner bigint)
      where x.i = any (good);
  end if;
  if w ? 'activitiesEnded' then
    delete from temporal_activities a using jsonb_to_recordset(w->'activitiesEnded') x(i bigint, local bigint)
      where a.key = entity_key(x.i, x.local) and a.instance = x.i and x.i = any (good);
  end if;
  if w ? 'activitiesStarted' then
    insert into temporal_activities (key, instance, wait, task_queue, activity, element_id, element_instance_key, started_at)
      select entity_key(x.i, x.local), x.i, x.wait, x."taskQueue", x.activity, x."elementId", entity_key(x.i, x.owner), instant(x.at)
      from jsonb_to_recordset(w->'activitiesStarted') x(i bigint, local bigint, wait text, "taskQueue" text, activity text,
        "elementId" text, owner bigint, at bigint)
      where x.i = any (good);
  end if;
  if w ?| array['timersCancelled', 'activitiesEnded']
    and exists (select 1 from incidents c where c.instance = any (good) and c.state = 'active' and c.retry is not null)
  then
    update incidents c set state = 'resolved', resolved_at = p.stepped_at
      from jsonb_to_recordset(coalesce(w->'timersCancelled', '[]') || coalesce(w->'activitiesEnded', '[]')) x(i bigint, wait text)
      join process_instances p on p.number = x.i
      where c.instance = x.i and c.state = 'active' and c.retry->>'wait' = x.wait and x.i = any (good);
  end if;
end $$;
