-- The head that a workflow behind Postgres adopts.
--
-- p_instance  number of the instance
-- Answers {"state", "step", "consumed", "book": {wait: due in ms}, "pinnedAt"}; null when there is no such instance.
create or replace function instance_head(p_instance bigint)
  returns jsonb
  language sql stable
as $$
  select jsonb_build_object('state', p.state::text, 'step', p.step, 'consumed', p.consumed,
      'book', coalesce(
        (select jsonb_object_agg(t.wait, instant_ms(t.due)) from timers t where t.instance = p_instance), '{}'),
      'pinnedAt', (select instant_ms(c.pinned_at) from clock c))
    from process_instances p where p.number = p_instance
$$;
