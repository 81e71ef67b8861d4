-- Gives a task to somebody, as long as it is open and nobody has it. The caller's transaction holds the instance.
--
-- p_instance  number of the instance
-- p_local     number of the task within it
-- p_assignee  user name
-- Answers its element and when it was created; no row when it was not given.
create or replace function assign_open_task(p_instance bigint, p_local bigint, p_assignee text)
  returns table (element_id text, created_at timestamptz)
  language sql
as $$
  update user_tasks t set assignee = p_assignee
    where t.key = entity_key(p_instance, p_local) and t.instance = p_instance and t.assignee is null and t.state = 'open'
    returning t.element_id, t.created_at
$$;
