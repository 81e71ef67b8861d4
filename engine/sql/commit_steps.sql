-- Commits steps of up to 16 instances, or starts them, in one transaction: each at the base it was taken from, or not at all.
-- p_heads: array of `commit_head`; p_writes: rows by list (engine/instances/writes.ts), each with its instance `i`.
-- Steps that take locks of others (message names, start rows, inboxes of other instances) come alone.
-- Lock order of every writer: own instance row, start rows, message locks, inbox rows; each kind sorted.
-- Nothing is written before the last check.
--
-- Answers {"verdicts": {instance: why it was not committed}, "delivered": [instances with new inputs], "starts": [ids of
-- start rows], "correlations": [ids of pending correlations]}.
-- hot
create or replace function commit_steps(p_heads json, p_writes jsonb) returns jsonb
language plpgsql
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  heads commit_head[] := array(select h from json_populate_recordset(null::commit_head, p_heads) h);
  alone boolean := cardinality(heads) = 1;
  h commit_head;
  locked bigint[];
  good bigint[] := '{}';
  verdict text;
  verdicts jsonb := '{}';
begin
  if alone then
    h := heads[1];
    if h.opening is null then
      perform 1 from process_instances p where p.number = h.instance for update;
    end if;
    verdict := base_verdict(h);
    if verdict is not null then
      return jsonb_build_object('verdicts', jsonb_build_object(h.instance, verdict));
    end if;
    if not lock_others(h, p_writes) then
      return jsonb_build_object('verdicts', jsonb_build_object(h.instance, 'absent'));
    end if;
    locked := array[h.instance];
  else
    locked := array(
      select p.number from process_instances p
      where p.number = any (array(select x.instance from unnest(heads) x where x.opening is null))
      order by p.number for update skip locked);
    perform 1 from inboxes b where b.instance = any (locked) order by b.instance for update;
  end if;

  foreach h in array heads loop
    if h.opening is null and not h.instance = any (locked) then verdict := 'skipped';
    elsif alone then verdict := basis_verdict(h);
    else verdict := coalesce(base_verdict(h), basis_verdict(h));
    end if;
    if verdict is null then good := good || h.instance;
    else verdicts := verdicts || jsonb_build_object(h.instance, verdict);
    end if;
  end loop;

  if cardinality(good) = 0 then return jsonb_build_object('verdicts', verdicts); end if;
  perform write_heads(heads, good);
  return write_rows(good, p_writes) || jsonb_build_object('verdicts', verdicts);
end $$;
