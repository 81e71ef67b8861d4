-- The number within an instance of something with this key: the other direction of entity_key().
--
-- p_key  the key
-- Answers its local number; null for null.
create or replace function local_of(p_key bigint)
  returns int
  language sql immutable
as $$
  select (p_key & ((1 << 23) - 1))::int
$$;
