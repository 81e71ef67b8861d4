-- Why what a step rests on has changed since it was read; null when it has not. The caller holds the inbox row.
--
-- ahead: inputs were accepted meanwhile. heavy: only workers may step it. clock: the clock was set. callers: rights of a
-- caller have changed. facts: what due dates rest on has changed. outdated: a newer version of the process is deployed.
-- cold: called by commit_steps, whose settings hold for it
create or replace function basis_verdict(h commit_head) returns text language plpgsql as $$
declare r record;
begin
  if h.opening is null then
    select b.next_number, b.heavy into r from inboxes b where b.instance = h.instance;
    if h.exact and r.next_number <> h.next then return 'ahead'; end if;
    if r.heavy and not h.worker then return 'heavy'; end if;
  elsif (h.opening->>'latest')::boolean and exists (
    select 1 from process_definitions d
    where d.process_id = h.opening->>'processId' and d.version > (h.opening->>'version')::int)
  then return 'outdated';
  end if;
  if (select c.epoch from clock c) <> h.clock then return 'clock'; end if;
  if h.callers is not null and not callers_stand(h.callers) then return 'callers'; end if;
  if h.facts is not null and not facts_stand(h.facts) then return 'facts'; end if;
  return null;
end $$;
