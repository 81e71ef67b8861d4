-- Writes instance rows, inboxes, inputs and steps of the instances `good`.
-- cold: called by commit_steps, whose settings hold for it
create or replace function write_heads(heads commit_head[], good bigint[]) returns void language plpgsql as $$
declare
  opening boolean := exists (select 1 from unnest(heads) x where x.opening is not null);
  stepping boolean := exists (select 1 from unnest(heads) x where x.opening is null);
  answering boolean := exists (select 1 from unnest(heads) x where x.outcomes is not null);
begin
  if stepping then
    update process_instances p set state = x.state, step = x.base + 1, token = x.token, status = x.status, stepped_at = instant(x.at),
        ended_at = case when x.status = 'active' then null else instant(x.at) end,
        tell_at = case
          when x.status <> 'active' then case when p.workflow_id is null then null else clock_timestamp() + coalesce(x.tell, 0) * interval '1 ms' end
          when x.tell is null then p.tell_at
          else least(p.tell_at, clock_timestamp() + x.tell * interval '1 ms') end
      from unnest(heads) x where p.number = x.instance and x.opening is null and x.instance = any (good);
    update inboxes b set next_number = b.next_number + x.own, ended = x.status <> 'active',
        unsent = x.status = 'active' and (case when b.next_number = x.next then not x.emptied else b.unsent end),
        heavy = b.heavy and not (x.light and x.emptied and b.next_number = x.next)
      from unnest(heads) x where b.instance = x.instance and x.opening is null and x.instance = any (good)
        and (x.own > 0 or b.unsent or x.status <> 'active' or b.heavy);
  end if;

  if answering then
    update inputs i set outcome = o.outcome, reason = o.reason, code = o.code
      from unnest(heads) x
      cross join lateral json_to_recordset(x.outcomes) o(number int, outcome text, reason text, code text)
      where x.outcomes is not null and i.instance = x.instance and i.number = o.number and x.instance = any (good);
    update messages m set expires_at = m.published_at
      from unnest(heads) x
      cross join lateral json_to_recordset(x.outcomes) o(outcome text, message bigint)
      where x.outcomes is not null and x.instance = any (good) and o.outcome = 'applied' and m.key = o.message and m.taken_once;
  end if;

  if opening then
    delete from starts s using unnest(heads) x
      where x.instance = any (good) and s.id = (x.opening->>'start')::bigint;
    insert into process_instances (number, definition_key, process_id, version, hash, status, state, step, token, parent_number, parent_wait,
        parent_element, root_number, business_id, tags, start_correlation, start_message_name, started_at, stepped_at, ended_at, durable, tell_at)
      select x.instance, (o->>'definition')::bigint, o->>'processId', (o->>'version')::int, o->>'hash', x.status, x.state, 1, x.token,
        (o->>'parentNumber')::bigint, o->>'parentWait', (o->>'parentElement')::bigint, coalesce((o->>'rootNumber')::bigint, x.instance),
        o->>'businessId', array(select jsonb_array_elements_text(o->'tags')), o->>'startCorrelation', o->>'startMessageName',
        instant(x.at), instant(x.at), case when x.status = 'active' then null else instant(x.at) end,
        coalesce((o->>'durable')::boolean, false),
        case when x.status = 'active' and x.tell is not null then clock_timestamp() + x.tell * interval '1 ms' end
      from unnest(heads) x cross join lateral (select x.opening as o) y
      where x.opening is not null and x.instance = any (good);
    insert into inboxes (instance, next_number, ended)
      select x.instance, 1, x.status <> 'active' from unnest(heads) x where x.opening is not null and x.instance = any (good);
    update message_correlations c set instance = x.instance
      from unnest(heads) x where x.instance = any (good)
        and c.message_key = (x.opening->>'messageKey')::bigint and c.process_id = x.opening->>'processId';
  end if;

  insert into inputs (instance, number, kind, content, at, outcome, token, given_by, message_key)
    select x.instance, a.number, a.kind, a.content, instant(a.at), 'applied', x.token, a."givenBy", a.message
    from unnest(heads) x
    cross join lateral json_to_recordset(x.accepted) a(number int, kind text, content json, at bigint, "givenBy" text, message bigint)
    where x.accepted is not null and x.instance = any (good);
  insert into steps (instance, step, token, kernel, inputs, decided, journal, at)
    select x.instance, x.base, x.token, x.kernel, x.inputs, x.decided, x.journal, instant(x.at)
    from unnest(heads) x where x.instance = any (good);
end $$;
