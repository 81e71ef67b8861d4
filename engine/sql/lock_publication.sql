-- Takes the locks of who publishes messages: their names and keys and, where they can start processes, those processes and
-- the keys, all sorted; deployments wait meanwhile. p_messages: [[name, correlation key]].
-- cold: called by functions whose settings hold for it
create or replace function lock_publication(p_messages jsonb) returns void language plpgsql as $$
declare pairs jsonb;
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('deploy', 0));
  select jsonb_agg(p) into pairs from (
    select p from jsonb_array_elements(p_messages) p
    union
    select jsonb_build_array('process' || chr(31) || s.process_id, p->>1)
      from jsonb_array_elements(p_messages) p join message_starts s on s.message_name = p->>0 where p->>1 <> '') q;
  perform lock_messages(pairs);
end $$;
