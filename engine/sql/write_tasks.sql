-- Writes the user tasks that steps opened and changed.
-- cold: called by commit_steps, whose settings hold for it
create or replace function write_tasks(good bigint[], w jsonb) returns void language plpgsql as $$
begin
  if w ? 'tasksOpened' then
    insert into user_tasks (key, instance, wait, name, state, assignee, candidate_groups, candidate_users, due_date, follow_up_date, priority,
        form_id, external_reference, headers, element_id, element_instance_key, process_id, definition_key, version, created_at, ended_at,
        completed_by)
      select entity_key(x.i, x.local), x.i, x.wait, x.name, x.state, x.assignee, array(select jsonb_array_elements_text(x."candidateGroups")),
        array(select jsonb_array_elements_text(x."candidateUsers")), instant(x."dueDate"), instant(x."followUpDate"), x.priority,
        x."formId", x."externalReference", x.headers, x."elementId", entity_key(x.i, x.owner), p.process_id, p.definition_key, p.version,
        instant(x.at), case when x.state = 'open' then null else p.stepped_at end, x."completedBy"
      from jsonb_to_recordset(w->'tasksOpened') x(i bigint, local bigint, wait text, name text, state text, assignee text,
        "candidateGroups" jsonb, "candidateUsers" jsonb, "dueDate" bigint, "followUpDate" bigint, priority int, "formId" text,
        "externalReference" text, headers json, "elementId" text, owner bigint, at bigint, "completedBy" text)
      join process_instances p on p.number = x.i where x.i = any (good);
  end if;
  if w ? 'tasksChanged' then
    update user_tasks t set state = x.state, completed_by = x."completedBy", ended_at = p.stepped_at
      from jsonb_to_recordset(w->'tasksChanged') x(i bigint, local bigint, state text, "completedBy" text)
      join process_instances p on p.number = x.i
      where t.key = entity_key(x.i, x.local) and t.instance = x.i and x.i = any (good);
  end if;
end $$;
