-- One attempt at a time delivers a letter; a ticket's process is the one deployed with the version of the pack that it keeps.

-- Who delivers the letter, and until when nobody else may.
alter table outgoing_letters
  add column lease text,
  add column lease_until timestamptz(3) not null default 'epoch';

-- Null in versions installed before this one: their tickets start the newest version of the process.
alter table packs add column definition_key bigint;
