-- What an incident says, for whoever words it in another language: its rule, and what differs from case to case. Both are
-- null where there is none: the words of a worker, incidents from before.
alter table incidents add column rule text, add column parameters json;
