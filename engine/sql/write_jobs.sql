-- Writes the jobs that steps opened and changed.
-- cold: called by commit_steps, whose settings hold for it
create or replace function write_jobs(good bigint[], w jsonb) returns void language plpgsql as $$
begin
  if w ? 'jobsOpened' then
    insert into jobs (key, instance, wait, type, state, retries, headers, element_id, element_instance_key, process_id, definition_key,
        version, error_code, error_message, created_at, updated_at, ended_at)
      select entity_key(x.i, x.local), x.i, x.wait, x.type, x.state, x.retries, x.headers, x."elementId", entity_key(x.i, x.owner),
        p.process_id, p.definition_key, p.version, x."errorCode", x."errorMessage", instant(x.at), p.stepped_at,
        case when x.state in ('open', 'blocked') then null else p.stepped_at end
      from jsonb_to_recordset(w->'jobsOpened') x(i bigint, local bigint, wait text, type text, state text, retries int, headers json,
        "elementId" text, owner bigint, at bigint, "errorCode" text, "errorMessage" text)
      join process_instances p on p.number = x.i where x.i = any (good);
  end if;
  if w ? 'jobsChanged' then
    update jobs j set
        state = coalesce(x.state, j.state),
        retries = coalesce(x.retries, j.retries),
        error_code = coalesce(x."errorCode", j.error_code),
        error_message = coalesce(x."errorMessage", j.error_message),
        back_off_until = case when x."released" then instant(x."backOffUntil") else j.back_off_until end,
        worker = case when x."released" then null else j.worker end,
        deadline = case when x.state = 'open' or x."released" then null else j.deadline end,
        updated_at = p.stepped_at,
        ended_at = case when coalesce(x.state, 'open') in ('open', 'blocked') then null else p.stepped_at end
      from jsonb_to_recordset(w->'jobsChanged') x(i bigint, local bigint, state text, retries int, "errorCode" text, "errorMessage" text,
        released boolean, "backOffUntil" bigint)
      join process_instances p on p.number = x.i
      where j.key = entity_key(x.i, x.local) and j.instance = x.i and x.i = any (good);
  end if;
end $$;
