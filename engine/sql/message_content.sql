-- The kernel input of a message for a subscription.
--
-- p_message  key of the message
-- p_wait     the wait of the subscription
-- Answers the content of the input; no row (null) when the message is gone.
create or replace function message_content(p_message bigint, p_wait text)
  returns json
  language sql stable
as $$
  select json_build_object('key', p_wait, 'message', p_message::text, 'variables', m.variables)
    from messages m where m.key = p_message
$$;
