-- The relay looks for inputs and for workflows that are to begin without one by themselves: many that begin must not be
-- walked through for each input.
drop index inboxes_unsent;
create index inboxes_offered on inboxes (lease_until) where unsent and next_number - 1 > sent_to;
create index inboxes_beginning on inboxes (lease_until) where unsent and next_number - 1 <= sent_to;
