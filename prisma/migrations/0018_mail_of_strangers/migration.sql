-- Who may write in a ticket beside its requester: authors and addressees of what its participants wrote.
create table ticket_participants (
  ticket_id bigint not null references tickets (id),
  email     text   not null,
  primary key (ticket_id, email)
);
insert into ticket_participants (ticket_id, email)
  select distinct ticket_id, lower(coalesce(substring(from_text from '<([^<>]+)>$'), nullif(from_text, ''), sender))
  from incoming_mail where ticket_id is not null and state in ('ticket', 'comment') and trusted;

-- The ticket whose number, or thread, the mail of somebody else named.
alter table tickets add column mentions_id bigint references tickets (id);
create index tickets_mentions_id_idx on tickets (mentions_id);

-- Why a mail gets no automatic answers: a fixed phrase, which pages translate.
alter table incoming_mail add column quiet_reason text;
