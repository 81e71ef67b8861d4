-- A date of a task.
--
-- p_date  milliseconds since 1970-01-01 UTC, or an ISO 8601 text as processes of earlier versions send it
-- Answers the instant; null for null.
create or replace function task_date(p_date text)
  returns timestamptz
  language sql stable
as $$
  select case when p_date ~ '^-?[0-9]+$' then instant(p_date::bigint) else p_date::timestamptz end
$$;
