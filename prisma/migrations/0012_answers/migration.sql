-- An answer to a question is for whoever takes it first: a wait that is opened later asks something else.
alter table messages add column taken_once boolean not null default false;
