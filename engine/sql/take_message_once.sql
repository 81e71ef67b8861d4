-- A message is for one taker alone: it expires when an instance has taken it. The caller's transaction has published it.
--
-- p_message  key of the message
-- Answers nothing.
create or replace function take_message_once(p_message bigint)
  returns void
  language sql
as $$
  update messages set taken_once = true where key = p_message
$$;
