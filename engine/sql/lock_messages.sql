-- Takes the locks of messages until the transaction ends. Whoever publishes, subscribes to or gives back a message of a
-- name and key holds this lock. Order of locks everywhere: own instance row; message locks, sorted; inbox rows, sorted
-- by instance; then jobs and tasks. Accepting and publishing take no instance row.
-- cold: it reads no table
--
-- p_pairs  [[name, correlation key], ...]
-- Answers nothing.
create or replace function lock_messages(p_pairs jsonb)
  returns void
  language plpgsql
as $$
declare
  h bigint;
begin
  for h in
    select distinct hashtextextended(p->>0 || chr(31) || (p->>1), 0) as x
      from jsonb_array_elements(p_pairs) p
      order by x
  loop
    perform pg_advisory_xact_lock(h);
  end loop;
end $$;
