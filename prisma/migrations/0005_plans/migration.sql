-- How the engine's functions find their rows. The planner takes a hundred rows from every jsonb_to_recordset and would
-- read whole tables to join them, while a step touches a handful of rows by key; and it would plan every statement five
-- times on every connection before it keeps a plan. Measured: docs/performance.md.
do $$
declare f text;
begin
  foreach f in array array['deliver', 'accept_input', 'correlate_message', 'start_by_message', 'publish_message',
    'apply_writes', 'mark_sent', 'open_instance', 'commit_step']
  loop
    execute format('alter function %I set plan_cache_mode = force_generic_plan', f);
    execute format('alter function %I set enable_seqscan = off', f);
    execute format('alter function %I set enable_hashjoin = off', f);
    execute format('alter function %I set enable_mergejoin = off', f);
  end loop;
end $$;
