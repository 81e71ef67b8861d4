-- Why a step does not stand at the base it was taken from; null when it does. The caller holds the instance row.
-- cold: called by commit_steps, whose settings hold for it
create or replace function base_verdict(h commit_head) returns text language plpgsql as $$
declare r record;
begin
  if h.opening is not null then return null; end if;
  select p.step, p.token into r from process_instances p where p.number = h.instance;
  if not found then return 'gone'; end if;
  if r.step <> h.base or r.token <> h.base_token then return 'ahead'; end if;
  return null;
end $$;
