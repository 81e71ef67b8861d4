-- Writes the incidents that steps raised and cleared, and those of inputs that could not be stepped (`failures`): they
-- are no part of the kernel's state and hold what is done again when they are resolved. A wait that has such an incident
-- gets no second one.
-- cold: called by commit_steps, whose settings hold for it
create or replace function write_incidents(good bigint[], w jsonb) returns void language plpgsql as $$
begin
  if w ? 'incidentsRaised' then
    insert into incidents (key, instance, type, message, rule, parameters, state, job_key, element_id, element_instance_key, process_id,
        definition_key, created_at, resolved_at)
      select entity_key(x.i, x.local), x.i, x.type, x.message, x.rule, x.parameters, x.state, entity_key(x.i, x.job), x."elementId", entity_key(x.i, x.owner),
        p.process_id, p.definition_key, instant(x.at), case when x.state = 'active' then null else p.stepped_at end
      from jsonb_to_recordset(w->'incidentsRaised') x(i bigint, local bigint, type text, message text, rule text, parameters json,
        state text, job bigint, "elementId" text, owner bigint, at bigint)
      join process_instances p on p.number = x.i where x.i = any (good);
  end if;
  if w ? 'incidentsCleared' then
    update incidents c set state = 'resolved', resolved_at = p.stepped_at
      from jsonb_to_recordset(w->'incidentsCleared') x(i bigint, local bigint)
      join process_instances p on p.number = x.i
      where c.key = entity_key(x.i, x.local) and c.instance = x.i and x.i = any (good);
  end if;
  if w ? 'failures' then
    insert into incidents (key, instance, type, message, rule, parameters, state, element_id, element_instance_key, process_id,
        definition_key, created_at, retry)
      select entity_key(nextval('entity_numbers'), 0), x.i, 'ENGINE_FAILURE', x.message, x.rule, x.parameters, 'active', x."elementId", entity_key(x.i, x.owner),
        p.process_id, p.definition_key, p.stepped_at, x.retry::json
      from jsonb_to_recordset(w->'failures') x(i bigint, message text, rule text, parameters json,
        "elementId" text, owner bigint, retry text)
      join process_instances p on p.number = x.i where x.i = any (good) and not exists (
        select 1 from incidents c where c.instance = x.i and c.state = 'active' and c.retry->>'wait' = x.retry::json->>'wait');
  end if;
end $$;
