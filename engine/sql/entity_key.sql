-- The key of something inside an instance.
--
-- p_instance  number of the instance, 40 bits
-- p_local     number within it, 23 bits
-- Answers the key; null when one of them is.
create or replace function entity_key(p_instance bigint, p_local bigint)
  returns bigint
  language sql immutable
as $$
  select (p_instance << 23) | p_local
$$;
