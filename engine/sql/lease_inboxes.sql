-- Instances with inputs that nobody has stepped, for a worker to step now; the next worker takes them over after the lease.
-- The time is asked for once: a volatile function beside a column keeps Postgres from its index.
create or replace function lease_inboxes(p_limit int, p_lease_ms bigint) returns setof bigint
language sql
set plan_cache_mode = force_generic_plan
as $$
  update inboxes set lease_until = clock_timestamp() + p_lease_ms * interval '1 ms'
    where instance in (
      select instance from inboxes where unsent and lease_until < (select clock_timestamp())
      order by lease_until limit p_limit for update skip locked)
    returning instance
$$;
