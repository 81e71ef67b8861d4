-- The id of the workflow of an instance. It is kept with the instance and looked up there, never taken apart.
--
-- p_process     id of the process
-- p_instance    number of the instance
-- p_generation  how many workflows the instance has had before
-- Answers the id.
create or replace function workflow_id(p_process text, p_instance bigint, p_generation int)
  returns text
  language sql immutable
as $$
  select p_process || '#' || p_instance || '.' || p_generation
$$;
