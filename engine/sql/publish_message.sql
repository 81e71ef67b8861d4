-- Publishes a message: gives it to who waits for it, and keeps it for as long as it lives.
-- hot
--
-- p_name, p_key  name and correlation key of the message
-- p_message_id   refused while another one with this id, name and key lives; or null
-- p_variables    what it brings
-- p_at           instant of publication
-- p_ttl_ms       how long it lives
-- Answers {"refusal": "already-exists"}, or {"key", "inputs": [[instance, number], ...], "starts": count}.
create or replace function publish_message(
    p_name text, p_key text, p_message_id text, p_variables json, p_at timestamptz, p_ttl_ms bigint)
  returns jsonb
  language plpgsql
  set plan_cache_mode = force_generic_plan
  set enable_seqscan = off
  set enable_hashjoin = off
  set enable_mergejoin = off
as $$
declare
  k bigint;
  made jsonb;
  begun int;
begin
  perform lock_messages(jsonb_build_array(jsonb_build_array(p_name, p_key)));
  if p_message_id is not null and exists (
    select 1 from messages
      where name = p_name and correlation_key = p_key and message_id = p_message_id and expires_at > p_at)
  then
    return jsonb_build_object('refusal', 'already-exists');
  end if;
  k := nextval('entity_numbers') << 23;
  insert into messages (key, name, correlation_key, message_id, variables, published_at, expires_at)
    values (k, p_name, p_key, p_message_id, p_variables, p_at, p_at + p_ttl_ms * interval '1 ms');
  made := correlate_message(k, p_at);
  begun := start_by_message(k, p_at);
  return jsonb_build_object('key', k::text, 'inputs', made, 'starts', begun);
end $$;
