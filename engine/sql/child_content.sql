-- The parent's input about the end of a child.
--
-- p_wait  the parent's wait for the child
-- p_end   how it ended (InstanceEnd in the kernel); its variables travel as JSON text, so that their order is kept
-- Answers the content of the input.
create or replace function child_content(p_wait text, p_end jsonb)
  returns json
  language sql immutable
as $$
  select case p_end->>'kind'
    when 'completed' then json_build_object('key', p_wait, 'variables', (p_end->>'variables')::json)
    when 'errored' then json_build_object('key', p_wait, 'code', p_end->>'code', 'message', p_end->>'message',
      'variables', (p_end->>'variables')::json)
    else json_build_object('key', p_wait)
  end
$$;
