-- A second answer that says something else is refused; what an instance changes is its own; task dates travel as
-- milliseconds; a timer start that cannot be reckoned stays, with the reason; what is over can be removed.

-- Null: when it is next due cannot be told, `error` says why. The next deployment of the process replaces the row.
alter table timer_starts
  alter column due drop not null,
  add column error text;

-- Which workflows have a large payload in their history.
create table large_payload_uses (
  hash text not null,
  workflow_id text not null,
  constraint large_payload_uses_pkey primary key (hash, workflow_id),
  constraint large_payload_uses_hash_fkey foreign key (hash) references large_payloads (hash) on delete cascade on update cascade
);

create index large_payloads_created_at_idx on large_payloads (created_at);
create index messages_expires_at_idx on messages (expires_at);
