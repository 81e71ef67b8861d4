-- The instant of a number of milliseconds, as which instants travel.
--
-- p_ms  milliseconds since 1970-01-01 UTC
-- Answers the instant; null for null.
create or replace function instant(p_ms bigint)
  returns timestamptz
  language sql immutable
as $$
  select to_timestamp(p_ms / 1000.0)
$$;
