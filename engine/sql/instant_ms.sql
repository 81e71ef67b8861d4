-- The milliseconds of an instant: the other direction of instant().
--
-- p_at  the instant
-- Answers milliseconds since 1970-01-01 UTC; null for null.
create or replace function instant_ms(p_at timestamptz)
  returns bigint
  language sql immutable
as $$
  select round(extract(epoch from p_at) * 1000)::bigint
$$;
