-- Accepts commands into the inbox of an instance, where they wait for whoever steps it next.
-- p_items: [{"token", "kind", "content", "at", "givenBy", "callers"}]; the token tells a repetition of the same acceptance,
-- which gets the number of the first. p_heavy: only workers may step the instance until its inbox is empty again.
-- p_tried: tokens of steps with the same commands whose reply was lost. Answers the numbers in order; {-1} when one of those
-- steps is stored; null when there is no such instance or it has ended.
-- hot
create or replace function accept_inputs(p_instance bigint, p_items json, p_heavy boolean, p_tried bigint[]) returns int[]
language plpgsql
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  b inboxes;
  x record;
  n int;
  known jsonb;
  numbers int[] := '{}';
begin
  select * into b from inboxes where instance = p_instance for update;
  if not found then return null; end if;
  if exists (select 1 from steps s where s.instance = p_instance and s.token = any (p_tried)) then return '{-1}'; end if;
  if b.ended then return null; end if;
  select jsonb_object_agg(i.token || ' ' || i.kind, i.number) into known from inputs i
    where i.instance = p_instance and i.number >= b.next_number - 1000
      and i.token = any (array(select y.token from json_to_recordset(p_items) y(token bigint)));
  for x in select * from json_to_recordset(p_items) y(token bigint, kind text, content json, at bigint, "givenBy" text, callers jsonb) loop
    n := known->(x.token || ' ' || x.kind);
    if n is null then
      n := b.next_number;
      b.next_number := b.next_number + 1;
      insert into inputs (instance, number, kind, content, at, token, given_by, callers)
        values (p_instance, n, x.kind, x.content, instant(x.at), x.token, x."givenBy", x.callers);
    end if;
    numbers := numbers || n;
  end loop;
  update inboxes set next_number = b.next_number, unsent = true, heavy = heavy or p_heavy,
      lease_until = case when heavy or p_heavy then 'epoch' else clock_timestamp() + interval '100 ms' end
    where instance = p_instance;
  return numbers;
end $$;
