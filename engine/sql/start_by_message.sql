-- Writes the start of an instance for every process with a message start event of the message's name, unless one that a
-- message of this key started is still active. The caller holds the message locks of name and processes. Answers the ids
-- of the start rows.
-- cold: called by functions whose settings hold for it
create or replace function start_by_message(p_message bigint, p_at timestamptz, p_only_process text default null) returns jsonb
language plpgsql as $$
declare
  m messages;
  d record;
  made jsonb := '[]';
begin
  select * into m from messages where key = p_message;
  for d in
    select * from message_starts x where x.message_name = m.name and (p_only_process is null or x.process_id = p_only_process)
      and not exists (select 1 from message_correlations c where c.message_key = p_message and c.process_id = x.process_id)
    order by x.process_id, x.element_id
  loop
    continue when m.correlation_key <> '' and (
      exists (select 1 from process_instances p where p.process_id = d.process_id and p.start_correlation = m.correlation_key and p.status = 'active')
      or exists (select 1 from starts s where s.process_id = d.process_id and s.correlation = m.correlation_key));
    insert into message_correlations (message_key, process_id, at) values (p_message, d.process_id, p_at) on conflict do nothing;
    continue when not found;
    with begun as (
      insert into starts (kind, process_id, definition_key, content, at, message_key, correlation, lease_until)
        values ('message', d.process_id, d.definition_key,
          json_build_object('element', d.element_id, 'variables', m.variables, 'messageName', m.name), p_at, p_message,
          nullif(m.correlation_key, ''), clock_timestamp() + interval '1 s')
        returning id
    ) select made || jsonb_agg(id::text) into made from begun;
  end loop;
  return made;
end $$;
