-- Says when the outbox must look at an instance again, as long as it stands where the caller has read it. p_delay_ms null:
-- not before something is asked for. False: it has moved on.
-- cold: one row by its key
create or replace function set_tell(p_instance bigint, p_token bigint, p_delay_ms bigint) returns boolean language plpgsql as $$
begin
  update process_instances set tell_attempts = 0, tell_at = clock_timestamp() + p_delay_ms * interval '1 ms'
    where number = p_instance and token = p_token;
  return found;
end $$;
