-- The workflow p_workflow of an instance no longer runs: gives it the id of the next generation and answers it; null when it
-- has got one already or has ended.
-- cold: one row by its key
create or replace function next_workflow(p_instance bigint, p_workflow text) returns text language plpgsql as $$
declare id text;
begin
  update process_instances set generation = generation + 1, workflow_id = workflow_id(process_id, number, generation + 1),
      tell_at = clock_timestamp() + interval '5 s'
    where number = p_instance and workflow_id = p_workflow and status = 'active'
    returning workflow_id into id;
  return id;
end $$;
