-- Readings of a mail that began and never ended are counted; a mail that its author was not known to belong to its ticket
-- vouches for nobody; automatic letters are limited, and not written to who asks for none.

alter table incoming_mail
  add column unfinished integer not null default 0,
  add column trusted boolean not null default true,
  add column quiet boolean not null default false;

alter table outgoing_letters add column automatic boolean not null default false;

create index outgoing_letters_automatic on outgoing_letters (lower(recipient), written_at) where automatic;

-- What could not be read so far is tried from the beginning.
update incoming_mail set attempts = 0 where state = 'received';
