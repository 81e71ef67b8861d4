-- Stores the first step of an instance, made where the start was accepted.
-- hot
--
-- p_start       the row in starts that it answers, or null
-- p_definition  key of the definition
-- p_state, p_status, p_input, p_decided, p_journal, p_at  what the step made, of which input, when
-- p_unsent      whether the relay is to begin the workflow
-- p_meta        what is known of the start: workflowId, parentNumber, messageKey, ...; number: one reserved beforehand
-- w             written effects, as for apply_writes(); marks, as for write_marks()
-- Answers what apply_writes() does, with "number" and "unsent"; null when the row in starts is gone (another process
-- did it, or the parent took it back).
create or replace function open_instance(
    p_start bigint, p_definition bigint, p_state json, p_status text, p_input json, p_decided json, p_journal json,
    p_at timestamptz, p_unsent boolean, p_meta jsonb, w jsonb)
  returns jsonb
  language plpgsql
  set plan_cache_mode = force_generic_plan
  set enable_seqscan = off
  set enable_hashjoin = off
  set enable_mergejoin = off
as $$
declare
  d process_definitions;
  r jsonb;
  p_number bigint := coalesce((p_meta->>'number')::bigint, nextval('entity_numbers'));
begin
  if p_start is not null then
    delete from starts where id = p_start;
    if not found then return null; end if;
  end if;
  select * into d from process_definitions where key = p_definition;
  insert into process_instances (number, definition_key, process_id, version, hash, status, state, step, consumed,
      workflow_id, parent_number, parent_wait, parent_element, root_number, business_id, tags, start_correlation,
      start_message_name, started_at, ended_at)
    values (p_number, d.key, d.process_id, d.version, d.hash, p_status, p_state, 1, 0,
      p_meta->>'workflowId', (p_meta->>'parentNumber')::bigint, p_meta->>'parentWait',
      (p_meta->>'parentElement')::bigint, coalesce((p_meta->>'rootNumber')::bigint, p_number), p_meta->>'businessId',
      array(select jsonb_array_elements_text(coalesce(p_meta->'tags', '[]'))), p_meta->>'startCorrelation',
      p_meta->>'startMessageName', p_at, case when p_status = 'active' then null else p_at end);
  insert into inboxes (instance, next_number, unsent, ended) values (p_number, 1, p_unsent, false);
  insert into inputs (instance, number, kind, content, at, outcome, message_key)
    values (p_number, 0, 'start', p_input, p_at, 'applied', (p_meta->>'messageKey')::bigint);
  insert into steps (instance, step, inputs, decided, journal, at)
    values (p_number, 0, json_build_array(p_input), p_decided, p_journal, p_at);
  if p_meta ? 'messageKey' then
    update message_correlations set instance = p_number
      where message_key = (p_meta->>'messageKey')::bigint and process_id = d.process_id;
  end if;
  r := apply_writes(p_number, d.process_id, d.key, d.version, p_at, p_status, w);
  if w ? 'marks' then perform write_marks(p_number, w->'marks'); end if;
  return r || jsonb_build_object('number', p_number::text,
    'unsent', (select unsent from inboxes where instance = p_number));
end $$;
