-- Puts one input into the inbox of another instance. Who delivers it drains that inbox right after its transaction; workers
-- take it when that has not happened. Answers its number; null when the instance has ended. The caller holds the inbox row
-- or takes no other lock after it.
-- cold: called by functions whose settings hold for it
create or replace function deliver(p_instance bigint, p_kind text, p_content json, p_at timestamptz, p_message bigint default null,
    p_given_by text default null)
  returns int language plpgsql as $$
declare n int;
begin
  update inboxes set next_number = next_number + 1, unsent = true,
      lease_until = case when heavy then 'epoch' else clock_timestamp() + interval '100 ms' end
    where instance = p_instance and not ended returning next_number - 1 into n;
  if n is null then return null; end if;
  insert into inputs (instance, number, kind, content, at, message_key, given_by)
    values (p_instance, n, p_kind, p_content, p_at, p_message, p_given_by);
  return n;
end $$;
