-- One commit: applies a step if the instance stands at its base, else writes nothing and answers the head. A message
-- that is taken once is no longer on offer when the step has taken it.
-- hot
--
-- p_instance  number of the instance
-- p_base      the step that this one comes after
-- p_state, p_status, p_consumed, p_inputs, p_decided, p_journal, p_at  what the step made, of which inputs, when
-- p_outcomes  [{"number", "outcome", "reason", "code"}, ...] of its inputs
-- w           written effects, as for apply_writes(); marks, as for write_marks()
-- Answers {"kind": "gone"}, {"kind": "ahead", "head"}, or what apply_writes() does, with "kind": "committed" and
-- "pinnedAt".
create or replace function commit_step(
    p_instance bigint, p_base int, p_state json, p_status text, p_consumed int, p_inputs json, p_decided json,
    p_journal json, p_at timestamptz, p_outcomes jsonb, w jsonb)
  returns jsonb
  language plpgsql
  set plan_cache_mode = force_generic_plan
  set enable_seqscan = off
  set enable_hashjoin = off
  set enable_mergejoin = off
as $$
declare
  i process_instances;
  r jsonb;
begin
  select * into i from process_instances where number = p_instance for update;
  if not found then return jsonb_build_object('kind', 'gone'); end if;
  if i.step <> p_base then
    return jsonb_build_object('kind', 'ahead', 'head', instance_head(p_instance));
  end if;
  update process_instances set state = p_state, step = p_base + 1, status = p_status, consumed = p_consumed,
      ended_at = case when p_status = 'active' then null else p_at end
    where number = p_instance;
  insert into steps (instance, step, inputs, decided, journal, at)
    values (p_instance, p_base, p_inputs, p_decided, p_journal, p_at);
  with done as (
    update inputs x set outcome = o.outcome, reason = o.reason, code = o.code
      from jsonb_to_recordset(p_outcomes) o(number int, outcome text, reason text, code text)
      where x.instance = p_instance and x.number = o.number
      returning x.message_key, x.outcome
  )
  update messages m set expires_at = m.published_at from done
    where done.outcome = 'applied' and m.key = done.message_key and m.taken_once;
  r := apply_writes(p_instance, i.process_id, i.definition_key, i.version, p_at, p_status, w);
  if w ? 'marks' then perform write_marks(p_instance, w->'marks'); end if;
  return r || jsonb_build_object('kind', 'committed', 'pinnedAt', (select instant_ms(c.pinned_at) from clock c));
end $$;
