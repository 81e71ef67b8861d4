-- Marks the status that an element has for a task that somebody has got, once per task.
--
-- p_instance    number of the instance
-- p_element     id of the task's element
-- p_status      name of the status
-- p_created_at  when the task was created
-- p_at          when it was assigned
-- Answers nothing.
create or replace function mark_assigned(p_instance bigint, p_element text, p_status text, p_created_at timestamptz, p_at timestamptz)
  returns void
  language sql
as $$
  insert into instance_marks (instance, kind, name, element_id, at)
    select p_instance, 'assignedStatus', p_status, p_element, p_at
    where not exists (
      select 1 from instance_marks m where m.instance = p_instance and m.kind = 'assignedStatus'
        and m.element_id = p_element and m.at >= p_created_at)
$$;
