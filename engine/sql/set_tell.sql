-- Says when the outbox must look at an instance again, as long as it stands where the caller has read it and the clock is
-- pinned or not as the caller has read it (p_pinned; null: whatever it is). p_delay_ms null: not before something is asked
-- for. False: it has moved on. The row is locked first: who sets the clock tells every instance after that.
-- cold: one row by its key
create or replace function set_tell(p_instance bigint, p_token bigint, p_delay_ms bigint, p_pinned boolean default null)
returns boolean language plpgsql as $$
begin
  perform 1 from process_instances where number = p_instance and token = p_token for update;
  if not found or p_pinned <> (select c.pinned_at is not null from clock c) then return false; end if;
  update process_instances set tell_attempts = 0, tell_at = clock_timestamp() + p_delay_ms * interval '1 ms'
    where number = p_instance;
  return true;
end $$;
