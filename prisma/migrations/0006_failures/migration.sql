-- A timer whose due instant cannot be reckoned becomes an input of its instance; a start that fails backs off by itself;
-- a failed job and its variables are one transaction.

alter table jobs add column updated_at timestamptz(3);
update jobs set updated_at = coalesce(ended_at, created_at);
alter table jobs alter column updated_at set not null;

-- The element instance that called a child, kept when the call has ended.
alter table process_instances add column parent_element bigint;
update process_instances i set parent_element = (
  select (i.parent_number << 23) | substr(e.key, 2)::bigint from process_instances parent, json_each(parent.state->'instances') e
  where parent.number = i.parent_number and (e.value->'waits'->i.parent_wait) is not null limit 1
) where i.parent_number is not null;

alter table starts
  add column parent_element bigint,
  add column attempts int not null default 0,
  add column error text;

-- When a part of a process was last alive. Leases and heartbeats go by the database's clock.
create table heartbeats (
  process text not null,
  part text not null,
  at timestamptz(3) not null,
  constraint heartbeats_pkey primary key (process, part)
);
