-- An input is stepped where it is accepted. A step is known by a token; the workflow of an instance only keeps its time
-- and runs its activities, and `tell_at` says when it must be told. What relays needed is gone.

create table rights_epochs (
  subject text not null,
  epoch bigint not null,
  constraint rights_epochs_pkey primary key (subject)
);

create table pending_correlations (
  id bigserial not null,
  process_id text not null,
  message_key bigint,
  correlation_key text,
  constraint pending_correlations_pkey primary key (id)
);

create table retired_workflows (
  workflow_id text not null,
  constraint retired_workflows_pkey primary key (workflow_id)
);

alter table own_activities rename to temporal_activities;
alter table temporal_activities rename constraint own_activities_pkey to temporal_activities_pkey;
alter index own_activities_instance_idx rename to temporal_activities_instance_idx;

alter table process_definitions drop column eager_start;
alter table clock add column epoch bigint not null default 0;
alter table incidents add column retry json;

alter table steps
  add column token bigint not null default 0,
  add column kernel int not null default 0;

alter table inputs
  add column token bigint,
  add column callers jsonb,
  add column given_by text;

alter table process_instances
  add column token bigint not null default 0,
  add column stepped_at timestamptz(3),
  add column durable boolean not null default false,
  add column generation int not null default 0,
  add column tell_at timestamptz(3),
  add column tell_attempts int not null default 0;

-- Workflows of before end; the outbox starts others from the heads.
insert into retired_workflows (workflow_id)
  select workflow_id from process_instances where workflow_started and status = 'active';
update process_instances p set
  stepped_at = coalesce((select s.at from steps s where s.instance = p.number and s.step = p.step - 1), p.started_at),
  durable = exists (select 1 from tickets t where t.instance = p.number);
-- What is due within the hour and activities are told at once. The others come by and by, a tenth of a second for each, and
-- an hour before they are due at the latest: whoever asks for something meanwhile does not wait behind all of them.
with waiting as (
  select p.number, (select min(t.due) from timers t where t.instance = p.number) as due,
    exists (select 1 from temporal_activities a where a.instance = p.number) as active, count(*) over () as n
  from process_instances p
  where p.status = 'active' and (p.durable or exists (select 1 from timers t where t.instance = p.number)
    or exists (select 1 from temporal_activities a where a.instance = p.number))
)
update process_instances p set tell_at = clock_timestamp()
    + case when w.active then interval '0' else greatest(interval '0', least(random() * w.n * interval '0.1 s',
        w.due - interval '1 hour' - clock_timestamp())) end
  from waiting w where p.number = w.number;
-- Whether a workflow waits for them is not known here: telling one that does costs nothing.
update timer_starts set hosted = false;
drop index process_instances_workflow_id_key;
alter table process_instances
  alter column stepped_at set not null,
  alter column workflow_id drop not null,
  drop column workflow_started,
  drop column consumed;
update process_instances set workflow_id = null where status = 'active';
create index process_instances_tell_at on process_instances (tell_at) where tell_at is not null;

-- What was answered and not yet consumed is open until its input is.
update jobs set state = 'open' where state = 'answered';
update inputs i set given_by = t.completed_by from user_tasks t
  where t.state = 'answered' and t.instance = i.instance and i.outcome is null and i.kind = 'task.completed' and i.content->>'key' = t.wait;
update user_tasks set state = 'open', completed_by = null where state = 'answered';
update inputs set outcome = 'applied' where kind = 'clock' and outcome is null;

drop index inboxes_offered;
drop index inboxes_beginning;
alter table inboxes
  drop column sent_to,
  drop column sent_at,
  add column heavy boolean not null default false;
update inboxes b set lease_until = 'epoch', unsent = not b.ended
  and exists (select 1 from inputs i where i.instance = b.instance and i.outcome is null);
create index inboxes_unsent on inboxes (lease_until) where unsent;

-- One step of one instance, as `commit_steps` takes it.
create type commit_head as (
  instance bigint,
  base int,
  base_token bigint,
  token bigint,
  kernel int,
  next int,
  own int,
  exact boolean,
  emptied boolean,
  worker boolean,
  light boolean,
  state json,
  status text,
  at bigint,
  inputs json,
  decided json,
  journal json,
  accepted json,
  outcomes json,
  tell bigint,
  callers jsonb,
  facts jsonb,
  clock bigint,
  opening jsonb
);
