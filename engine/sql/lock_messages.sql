-- Takes the locks of pairs of texts ([[message name, correlation key]] or [[process id, correlation key]]), sorted.
-- cold: it reads no table
create or replace function lock_messages(p_pairs jsonb) returns void language plpgsql as $$
declare h bigint;
begin
  for h in
    select distinct hashtextextended(p->>0 || chr(31) || (p->>1), 0) as x from jsonb_array_elements(p_pairs) p order by x
  loop
    perform pg_advisory_xact_lock(h);
  end loop;
end $$;
