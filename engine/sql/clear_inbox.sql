-- Marks the inbox of an instance as taken when nothing is open in it: what it was marked for has been done otherwise. The
-- row is locked first and the inputs are looked at in a second statement.
-- cold: one row by its key
create or replace function clear_inbox(p_instance bigint) returns void language plpgsql as $$
begin
  perform 1 from inboxes where instance = p_instance for update;
  update inboxes b set unsent = false, heavy = false
    where b.instance = p_instance and b.unsent
      and not exists (select 1 from inputs i where i.instance = p_instance and i.outcome is null);
end $$;
