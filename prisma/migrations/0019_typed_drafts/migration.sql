-- What a person has typed and not sent yet, by the place where it was typed.
create table typed_drafts (
  person text not null,
  place text not null,
  content text not null,
  revision integer not null,
  writer text not null,
  changed_at timestamptz(3) not null,
  primary key (person, place)
);

create index typed_drafts_changed_at on typed_drafts (changed_at);
