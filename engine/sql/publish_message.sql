-- Publishes a message: gives it to open subscriptions and process starts, and buffers it for p_ttl_ms.
-- p_callers: whose rights are relied on, or null. Answers {"refusal": "already-exists" | "callers"}, or {"key",
-- "inputs": [[instance, number]], "starts": [ids of start rows]}.
-- hot
create or replace function publish_message(p_name text, p_key text, p_message_id text, p_variables json, p_at timestamptz, p_ttl_ms bigint,
    p_callers jsonb default null)
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
begin
  perform lock_publication(jsonb_build_array(jsonb_build_array(p_name, p_key)));
  if p_callers is not null and not callers_stand(p_callers) then return jsonb_build_object('refusal', 'callers'); end if;
  if p_message_id is not null and exists (
    select 1 from messages where name = p_name and correlation_key = p_key and message_id = p_message_id and expires_at > p_at)
  then return jsonb_build_object('refusal', 'already-exists'); end if;
  k := entity_key(nextval('entity_numbers'), 0);
  insert into messages (key, name, correlation_key, message_id, variables, published_at, expires_at)
    values (k, p_name, p_key, p_message_id, p_variables, p_at, p_at + p_ttl_ms * interval '1 ms');
  made := correlate_message(k, p_at);
  return jsonb_build_object('key', k::text, 'inputs', made, 'starts', start_by_message(k, p_at));
end $$;
