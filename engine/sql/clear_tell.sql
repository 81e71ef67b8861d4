-- Forgets that an instance must be told something: it has ended without a workflow that runs, or nothing waits in it. The
-- row is locked first and looked at in a second statement.
-- cold: one row by its key
create or replace function clear_tell(p_instance bigint) returns void language plpgsql as $$
begin
  perform 1 from process_instances where number = p_instance for update;
  update process_instances p set tell_at = null, tell_attempts = 0
    where p.number = p_instance and (p.status <> 'active' or not p.durable
      and not exists (select 1 from temporal_activities a where a.instance = p.number)
      and (not exists (select 1 from timers t where t.instance = p.number) or (select c.pinned_at is not null from clock c)));
end $$;
