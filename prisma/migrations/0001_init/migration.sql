-- Numbers of instances, definitions, messages and everything else that has a key of its own.
create sequence entity_numbers;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "deployments" (
    "key" BIGINT NOT NULL,
    "deployed_at" TIMESTAMPTZ(3) NOT NULL,
    "deployed_by" TEXT,

    CONSTRAINT "deployments_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "resources" (
    "key" BIGINT NOT NULL,
    "deployment_key" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "checksum" TEXT NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "resources_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "compiled_definitions" (
    "hash" TEXT NOT NULL,
    "document" JSON NOT NULL,

    CONSTRAINT "compiled_definitions_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "process_definitions" (
    "key" BIGINT NOT NULL,
    "process_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT,
    "version_tag" TEXT,
    "resource_name" TEXT NOT NULL,
    "resource_key" BIGINT NOT NULL,
    "deployment_key" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    "eager_start" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "process_definitions_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "message_starts" (
    "process_id" TEXT NOT NULL,
    "element_id" TEXT NOT NULL,
    "definition_key" BIGINT NOT NULL,
    "message_name" TEXT NOT NULL,

    CONSTRAINT "message_starts_pkey" PRIMARY KEY ("process_id","element_id")
);

-- CreateTable
CREATE TABLE "timer_starts" (
    "definition_key" BIGINT NOT NULL,
    "element_id" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "due" TIMESTAMPTZ(3) NOT NULL,
    "request" JSON NOT NULL,
    "hosted" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "timer_starts_pkey" PRIMARY KEY ("definition_key","element_id")
);

-- CreateTable
CREATE TABLE "process_instances" (
    "number" BIGINT NOT NULL,
    "definition_key" BIGINT NOT NULL,
    "process_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "state" JSON NOT NULL,
    "step" INTEGER NOT NULL,
    "consumed" INTEGER NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "workflow_started" BOOLEAN NOT NULL DEFAULT false,
    "parent_number" BIGINT,
    "parent_wait" TEXT,
    "root_number" BIGINT NOT NULL,
    "business_id" TEXT,
    "tags" TEXT[],
    "start_correlation" TEXT,
    "start_message_name" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "process_instances_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "inboxes" (
    "instance" BIGINT NOT NULL,
    "next_number" INTEGER NOT NULL,
    "sent_to" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3) NOT NULL DEFAULT 'epoch'::timestamp with time zone,
    "lease_until" TIMESTAMPTZ(3) NOT NULL DEFAULT 'epoch'::timestamp with time zone,
    "unsent" BOOLEAN NOT NULL DEFAULT false,
    "ended" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "inboxes_pkey" PRIMARY KEY ("instance")
);

-- CreateTable
CREATE TABLE "inputs" (
    "instance" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "content" JSON NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "reason" TEXT,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "message_key" BIGINT,
    "code" TEXT,

    CONSTRAINT "inputs_pkey" PRIMARY KEY ("instance","number")
);

-- CreateTable
CREATE TABLE "steps" (
    "instance" BIGINT NOT NULL,
    "step" INTEGER NOT NULL,
    "inputs" JSON NOT NULL,
    "decided" JSON NOT NULL,
    "journal" JSON NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "steps_pkey" PRIMARY KEY ("instance","step")
);

-- CreateTable
CREATE TABLE "starts" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "definition_key" BIGINT,
    "content" JSON NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "parent_number" BIGINT,
    "parent_wait" TEXT,
    "message_key" BIGINT,
    "correlation" TEXT,
    "lease_until" TIMESTAMPTZ(3) NOT NULL DEFAULT 'epoch'::timestamp with time zone,

    CONSTRAINT "starts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "jobs" (
    "key" BIGINT NOT NULL,
    "instance" BIGINT NOT NULL,
    "wait" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "retries" INTEGER NOT NULL,
    "worker" TEXT,
    "deadline" TIMESTAMPTZ(3),
    "back_off_until" TIMESTAMPTZ(3),
    "headers" JSON NOT NULL,
    "element_id" TEXT NOT NULL,
    "element_instance_key" BIGINT NOT NULL,
    "process_id" TEXT NOT NULL,
    "definition_key" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "error_code" TEXT,
    "error_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "jobs_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "user_tasks" (
    "key" BIGINT NOT NULL,
    "instance" BIGINT NOT NULL,
    "wait" TEXT NOT NULL,
    "name" TEXT,
    "state" TEXT NOT NULL,
    "assignee" TEXT,
    "candidate_groups" TEXT[],
    "candidate_users" TEXT[],
    "due_date" TIMESTAMPTZ(3),
    "follow_up_date" TIMESTAMPTZ(3),
    "priority" INTEGER NOT NULL,
    "form_id" TEXT,
    "external_reference" TEXT,
    "headers" JSON NOT NULL,
    "element_id" TEXT NOT NULL,
    "element_instance_key" BIGINT NOT NULL,
    "process_id" TEXT NOT NULL,
    "definition_key" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "user_tasks_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "timers" (
    "key" BIGINT NOT NULL,
    "instance" BIGINT NOT NULL,
    "wait" TEXT NOT NULL,
    "due" TIMESTAMPTZ(3) NOT NULL,
    "request" JSON NOT NULL,
    "element_id" TEXT NOT NULL,
    "element_instance_key" BIGINT NOT NULL,

    CONSTRAINT "timers_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "message_subscriptions" (
    "key" BIGINT NOT NULL,
    "instance" BIGINT NOT NULL,
    "wait" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "correlation_key" TEXT NOT NULL,
    "repeats" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "element_id" TEXT NOT NULL,
    "element_instance_key" BIGINT NOT NULL,
    "process_id" TEXT NOT NULL,
    "definition_key" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_subscriptions_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "messages" (
    "key" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "correlation_key" TEXT NOT NULL,
    "message_id" TEXT,
    "variables" JSON NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "message_correlations" (
    "message_key" BIGINT NOT NULL,
    "process_id" TEXT NOT NULL,
    "instance" BIGINT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_correlations_pkey" PRIMARY KEY ("message_key","process_id")
);

-- CreateTable
CREATE TABLE "incidents" (
    "key" BIGINT NOT NULL,
    "instance" BIGINT NOT NULL,
    "type" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "job_key" BIGINT,
    "element_id" TEXT NOT NULL,
    "element_instance_key" BIGINT NOT NULL,
    "process_id" TEXT NOT NULL,
    "definition_key" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "incidents_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "variables" (
    "key" BIGINT NOT NULL DEFAULT (nextval('entity_numbers'::regclass) << 23),
    "instance" BIGINT NOT NULL,
    "scope" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "variables_pkey" PRIMARY KEY ("instance","scope","name")
);

-- CreateTable
CREATE TABLE "element_instances" (
    "key" BIGINT NOT NULL,
    "instance" BIGINT NOT NULL,
    "element_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "role" TEXT,
    "state" TEXT NOT NULL,
    "scope" INTEGER,
    "process_id" TEXT NOT NULL,
    "definition_key" BIGINT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "element_instances_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "clock" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "pinned_at" TIMESTAMPTZ(3),

    CONSTRAINT "clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "own_activities" (
    "key" BIGINT NOT NULL,
    "instance" BIGINT NOT NULL,
    "wait" TEXT NOT NULL,
    "task_queue" TEXT NOT NULL,
    "activity" TEXT NOT NULL,
    "element_id" TEXT NOT NULL,
    "element_instance_key" BIGINT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "own_activities_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "large_payloads" (
    "hash" TEXT NOT NULL,
    "data" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "large_payloads_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "resources_deployment_key_idx" ON "resources"("deployment_key");

-- CreateIndex
CREATE INDEX "process_definitions_deployment_key_idx" ON "process_definitions"("deployment_key");

-- CreateIndex
CREATE INDEX "process_definitions_resource_key_idx" ON "process_definitions"("resource_key");

-- CreateIndex
CREATE UNIQUE INDEX "process_definitions_process_id_version_key" ON "process_definitions"("process_id", "version");

-- CreateIndex
CREATE INDEX "message_starts_message_name_idx" ON "message_starts"("message_name");

-- CreateIndex
CREATE INDEX "timer_starts_due_idx" ON "timer_starts"("due");

-- CreateIndex
CREATE INDEX "timer_starts_process_id_idx" ON "timer_starts"("process_id");

-- CreateIndex
CREATE UNIQUE INDEX "process_instances_workflow_id_key" ON "process_instances"("workflow_id");

-- CreateIndex
CREATE INDEX "process_instances_process_id_status_idx" ON "process_instances"("process_id", "status");

-- CreateIndex
CREATE INDEX "process_instances_definition_key_idx" ON "process_instances"("definition_key");

-- CreateIndex
CREATE INDEX "process_instances_parent_number_parent_wait_idx" ON "process_instances"("parent_number", "parent_wait");

-- CreateIndex
CREATE INDEX "process_instances_root_number_idx" ON "process_instances"("root_number");

-- CreateIndex
CREATE INDEX "process_instances_started_at_idx" ON "process_instances"("started_at");

-- CreateIndex
CREATE INDEX "starts_parent_number_parent_wait_idx" ON "starts"("parent_number", "parent_wait");

-- CreateIndex
CREATE INDEX "starts_process_id_correlation_idx" ON "starts"("process_id", "correlation");

-- CreateIndex
CREATE INDEX "jobs_instance_idx" ON "jobs"("instance");

-- CreateIndex
CREATE INDEX "user_tasks_instance_idx" ON "user_tasks"("instance");

-- CreateIndex
CREATE INDEX "user_tasks_state_created_at_idx" ON "user_tasks"("state", "created_at");

-- CreateIndex
CREATE INDEX "user_tasks_assignee_idx" ON "user_tasks"("assignee");

-- CreateIndex
CREATE INDEX "timers_instance_idx" ON "timers"("instance");

-- CreateIndex
CREATE INDEX "timers_due_idx" ON "timers"("due");

-- CreateIndex
CREATE INDEX "message_subscriptions_instance_idx" ON "message_subscriptions"("instance");

-- CreateIndex
CREATE INDEX "messages_name_correlation_key_expires_at_idx" ON "messages"("name", "correlation_key", "expires_at");

-- CreateIndex
CREATE INDEX "incidents_instance_idx" ON "incidents"("instance");

-- CreateIndex
CREATE INDEX "incidents_state_created_at_idx" ON "incidents"("state", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "variables_key_key" ON "variables"("key");

-- CreateIndex
CREATE INDEX "variables_name_idx" ON "variables"("name");

-- CreateIndex
CREATE INDEX "element_instances_instance_idx" ON "element_instances"("instance");

-- CreateIndex
CREATE INDEX "element_instances_definition_key_element_id_state_idx" ON "element_instances"("definition_key", "element_id", "state");

-- CreateIndex
CREATE INDEX "own_activities_instance_idx" ON "own_activities"("instance");

-- AddForeignKey
ALTER TABLE "resources" ADD CONSTRAINT "resources_deployment_key_fkey" FOREIGN KEY ("deployment_key") REFERENCES "deployments"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "process_definitions" ADD CONSTRAINT "process_definitions_resource_key_fkey" FOREIGN KEY ("resource_key") REFERENCES "resources"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "process_definitions" ADD CONSTRAINT "process_definitions_deployment_key_fkey" FOREIGN KEY ("deployment_key") REFERENCES "deployments"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "process_definitions" ADD CONSTRAINT "process_definitions_hash_fkey" FOREIGN KEY ("hash") REFERENCES "compiled_definitions"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_correlations" ADD CONSTRAINT "message_correlations_message_key_fkey" FOREIGN KEY ("message_key") REFERENCES "messages"("key") ON DELETE CASCADE ON UPDATE CASCADE;



-- Partial indexes: only what is open is looked for.
create index inboxes_unsent on inboxes (lease_until) where unsent;
create index inputs_open on inputs (instance, number) where outcome is null;
create index jobs_open on jobs (type, key) where state = 'open';
create index message_subscriptions_open on message_subscriptions (name, correlation_key, key) where state = 'open';
create index process_instances_start_correlation on process_instances (process_id, start_correlation)
  where status = 'active' and start_correlation is not null;
create unique index process_instances_business_id on process_instances (process_id, business_id)
  where status = 'active' and business_id is not null;

insert into clock (id) values (1);

-- Lock order everywhere: own instance row; message locks, sorted; inbox rows, sorted by instance; then jobs and tasks.
-- Accepting and publishing take no instance row. See docs/architecture.md, «How an input travels».

-- The key of something inside an instance: instance number (40 bits) and local number (23 bits).
create function entity_key(p_instance bigint, p_local bigint) returns bigint
  language sql immutable as $$ select (p_instance << 23) | p_local $$;

-- Instants travel as milliseconds.
create function instant(p_ms bigint) returns timestamptz
  language sql immutable as $$ select to_timestamp(p_ms / 1000.0) $$;
create function instant_ms(p_at timestamptz) returns bigint
  language sql immutable as $$ select round(extract(epoch from p_at) * 1000)::bigint $$;

-- Whoever publishes, subscribes or gives back a message of a name and key holds this lock.
create function lock_messages(p_pairs jsonb) returns void language plpgsql as $$
declare h bigint;
begin
  for h in
    select distinct hashtextextended(p->>0 || chr(31) || (p->>1), 0) as x from jsonb_array_elements(p_pairs) p order by x
  loop
    perform pg_advisory_xact_lock(h);
  end loop;
end $$;

-- Puts one input into an instance's inbox. Null when the instance has ended.
create function deliver(p_instance bigint, p_kind text, p_content json, p_at timestamptz, p_message bigint default null)
  returns int language plpgsql as $$
declare n int;
begin
  update inboxes set next_number = next_number + 1, unsent = true
    where instance = p_instance and not ended returning next_number - 1 into n;
  if n is null then return null; end if;
  insert into inputs (instance, number, kind, content, at, message_key) values (p_instance, n, p_kind, p_content, p_at, p_message);
  return n;
end $$;

-- Accepts a command as an input: decides what a row can decide (the job or task is still open) in the same transaction.
-- Answers the number, or a refusal: not-found, ended, closed. A repeated answer to a job or task whose first answer is
-- still open gets that one's number.
create function accept_input(p_instance bigint, p_kind text, p_content json, p_at timestamptz, p_job bigint, p_task bigint)
  returns table (number int, refusal text) language plpgsql as $$
declare i inboxes; s text; n int;
begin
  select * into i from inboxes where instance = p_instance for update;
  if not found then return query select null::int, 'not-found'; return; end if;
  if p_job is not null then
    select j.state into s from jobs j where j.key = p_job for update;
  elsif p_task is not null then
    select t.state into s from user_tasks t where t.key = p_task for update;
  end if;
  if (p_job is not null or p_task is not null) and s is null then
    return query select null::int, 'not-found'; return;
  end if;
  if s = 'answered' and not i.ended then
    select x.number into n from inputs x where x.instance = p_instance and x.outcome is null and x.kind = p_kind
      and x.content->>'key' = p_content->>'key' order by x.number desc limit 1;
    if n is not null then return query select n, null::text; return; end if;
  end if;
  if s is not null and s <> 'open' then return query select null::int, 'closed:' || s; return; end if;
  if i.ended then return query select null::int, 'ended'; return; end if;
  if p_job is not null then
    update jobs set state = 'answered',
      retries = case when p_kind = 'job.failed' then 0 else retries end,
      error_message = coalesce(p_content->>'message', error_message), error_code = coalesce(p_content->>'code', error_code)
      where key = p_job;
  elsif p_task is not null then update user_tasks set state = 'answered' where key = p_task; end if;
  return query select deliver(p_instance, p_kind, p_content, p_at), null::text;
end $$;

-- The kernel input of a message for a subscription.
create function message_content(p_message bigint, p_wait text) returns json language sql stable as $$
  select json_build_object('key', p_wait, 'message', p_message::text, 'variables', m.variables) from messages m where m.key = p_message
$$;

-- Gives one message to every process that has an open subscription for it and has not had it: the oldest subscription of
-- each. The caller holds the message lock. Answers the inputs made, as [instance, number] pairs.
create function correlate_message(p_message bigint, p_at timestamptz, p_only_process text default null)
  returns jsonb language plpgsql as $$
declare m messages; s record; n int; served text[] := '{}'; made jsonb := '[]';
begin
  select * into m from messages where key = p_message;
  perform 1 from inboxes where instance in (
    select instance from message_subscriptions
    where state = 'open' and name = m.name and correlation_key = m.correlation_key
      and (p_only_process is null or process_id = p_only_process)
  ) order by instance for update;
  for s in
    select x.key, x.instance, x.wait, x.process_id, x.repeats from message_subscriptions x
    where x.state = 'open' and x.name = m.name and x.correlation_key = m.correlation_key
      and (p_only_process is null or x.process_id = p_only_process)
      and not exists (select 1 from message_correlations c where c.message_key = p_message and c.process_id = x.process_id)
    order by x.process_id, x.key for update of x
  loop
    continue when s.process_id = any (served);
    n := deliver(s.instance, 'message.received', message_content(p_message, s.wait), p_at, p_message);
    continue when n is null;
    served := served || s.process_id;
    if not s.repeats then update message_subscriptions set state = 'correlated' where key = s.key; end if;
    insert into message_correlations (message_key, process_id, instance, at) values (p_message, s.process_id, s.instance, p_at);
    made := made || jsonb_build_array(jsonb_build_array(s.instance::text, n));
  end loop;
  return made;
end $$;

-- Writes the start of an instance for every process with a message start event of the message's name, unless one that a
-- message of this key started is still active. The caller holds the message lock.
create function start_by_message(p_message bigint, p_at timestamptz) returns int language plpgsql as $$
declare m messages; d record; made int := 0;
begin
  select * into m from messages where key = p_message;
  for d in
    select * from message_starts x where x.message_name = m.name
      and not exists (select 1 from message_correlations c where c.message_key = p_message and c.process_id = x.process_id)
    order by x.process_id, x.element_id
  loop
    continue when m.correlation_key <> '' and (
      exists (select 1 from process_instances p where p.process_id = d.process_id and p.start_correlation = m.correlation_key and p.status = 'active')
      or exists (select 1 from starts s where s.process_id = d.process_id and s.correlation = m.correlation_key));
    insert into message_correlations (message_key, process_id, at) values (p_message, d.process_id, p_at) on conflict do nothing;
    continue when not found;
    insert into starts (kind, process_id, definition_key, content, at, message_key, correlation)
      values ('message', d.process_id, d.definition_key,
        json_build_object('element', d.element_id, 'variables', m.variables, 'messageName', m.name), p_at, p_message, nullif(m.correlation_key, ''));
    made := made + 1;
  end loop;
  return made;
end $$;

-- Publishes a message. Answers {"refusal"} or {"key", "inputs": [[instance, number]], "starts": count}.
create function publish_message(p_name text, p_key text, p_message_id text, p_variables json, p_at timestamptz, p_ttl_ms bigint)
  returns jsonb language plpgsql as $$
declare k bigint; made jsonb; begun int;
begin
  perform lock_messages(jsonb_build_array(jsonb_build_array(p_name, p_key)));
  if p_message_id is not null and exists (
    select 1 from messages where name = p_name and correlation_key = p_key and message_id = p_message_id and expires_at > p_at)
  then return jsonb_build_object('refusal', 'already-exists'); end if;
  k := nextval('entity_numbers') << 23;
  insert into messages (key, name, correlation_key, message_id, variables, published_at, expires_at)
    values (k, p_name, p_key, p_message_id, p_variables, p_at, p_at + p_ttl_ms * interval '1 ms');
  made := correlate_message(k, p_at);
  begun := start_by_message(k, p_at);
  return jsonb_build_object('key', k::text, 'inputs', made, 'starts', begun);
end $$;

-- The parent's input about the end of a child (`InstanceEnd`; the variables travel as JSON text, key order kept).
create function child_content(p_wait text, p_end jsonb) returns json language sql immutable as $$
  select case p_end->>'kind'
    when 'completed' then json_build_object('key', p_wait, 'variables', (p_end->>'variables')::json)
    when 'errored' then json_build_object('key', p_wait, 'code', p_end->>'code', 'message', p_end->>'message', 'variables', (p_end->>'variables')::json)
    else json_build_object('key', p_wait) end
$$;

-- Carries out the written effects of a step (see store/commit/writes.ts for the shape). Answers what became of it for the
-- notices: {"inputs": [instances with new inputs], "starts": bool}.
create function apply_writes(p_instance bigint, p_process text, p_definition bigint, p_version int, p_at timestamptz, p_status text, w jsonb)
  returns jsonb language plpgsql as $$
declare pairs jsonb; r record; m record; n int; told jsonb := '[]'; begun boolean := false; i process_instances; others bigint[]; returned bigint[]; k bigint;
begin
  -- children taken back before they were opened: who opens one takes its row in starts first, too
  if w ? 'childrenCancelled' then
    delete from starts where parent_number = p_instance and parent_wait in (select jsonb_array_elements_text(w->'childrenCancelled'));
  end if;
  if w ? 'end' then select * into i from process_instances where number = p_instance; end if;

  -- message locks: what this step subscribes to, what it gives back, and at the end what may be on its way to the instance
  select jsonb_agg(p) into pairs from (
    select jsonb_build_array(x->>'name', x->>'correlationKey') p from jsonb_array_elements(w->'subscriptionsOpened') x where x->>'state' = 'open'
    union select jsonb_build_array(g.name, g.correlation_key) from messages g where g.key in (select v::bigint from jsonb_array_elements_text(w->'messagesReturned') v)
    union select jsonb_build_array(s.name, s.correlation_key) from message_subscriptions s where w ? 'end' and s.instance = p_instance and s.state = 'open'
    union select jsonb_build_array(g.name, g.correlation_key) from inputs x join messages g on g.key = x.message_key
      where w ? 'end' and x.instance = p_instance and x.outcome is null
    union select jsonb_build_array(s.message_name, i.start_correlation) from message_starts s where i.start_correlation is not null and s.process_id = p_process
  ) q;
  if pairs is not null then perform lock_messages(pairs); end if;

  -- inbox rows, sorted: the own one, the parent, children to cancel, and who else may get a message given back
  if w ?| array['end', 'childrenCancelled', 'messagesReturned', 'subscriptionsOpened'] then
    select array_agg(x) into others from (
      select p_instance x
      union select s.instance from jsonb_array_elements(pairs) p join message_subscriptions s on s.name = p->>0 and s.correlation_key = p->>1
        where w ?| array['end', 'messagesReturned'] and s.state = 'open' and s.process_id = p_process
      union select i.parent_number where i.parent_number is not null
      union select c.number from process_instances c where c.parent_number = p_instance and c.status = 'active'
        and c.parent_wait in (select jsonb_array_elements_text(w->'childrenCancelled'))
    ) q;
    perform 1 from inboxes where instance = any (others) order by instance for update;
  end if;
  select array_agg(q.key order by q.key) into returned from (
    select v::bigint as key from jsonb_array_elements_text(w->'messagesReturned') v
    union select x.message_key from inputs x where w ? 'end' and x.instance = p_instance and x.outcome is null and x.message_key is not null
  ) q;

  if w ? 'elements' then
    insert into element_instances (key, instance, element_id, type, role, state, scope, process_id, definition_key, started_at, ended_at)
      select entity_key(p_instance, x.local), p_instance, x."elementId", x.type, x.role, x.state, x.scope, p_process, p_definition, instant(x."startedAt"), instant(x."endedAt")
      from jsonb_to_recordset(w->'elements') x(local bigint, "elementId" text, type text, role text, state text, scope int, "startedAt" bigint, "endedAt" bigint);
  end if;
  if w ? 'elementsEnded' then
    update element_instances e set state = x.state, ended_at = instant(x."endedAt")
      from jsonb_to_recordset(w->'elementsEnded') x(local bigint, state text, "endedAt" bigint) where e.key = entity_key(p_instance, x.local);
  end if;
  if w ? 'variables' then
    insert into variables (instance, scope, name, value, process_id, updated_at)
      select p_instance, x.scope, x.name, x.value, p_process, p_at from jsonb_to_recordset(w->'variables') x(scope int, name text, value text)
      on conflict (instance, scope, name) do update set value = excluded.value, updated_at = excluded.updated_at;
  end if;
  if w ? 'jobsOpened' then
    insert into jobs (key, instance, wait, type, state, retries, headers, element_id, element_instance_key, process_id, definition_key, version, created_at, ended_at)
      select entity_key(p_instance, x.local), p_instance, x.wait, x.type, x.state, x.retries, x.headers, x."elementId", entity_key(p_instance, x.owner), p_process, p_definition, p_version, instant(x.at), case when x.state in ('open', 'blocked') then null else p_at end
      from jsonb_to_recordset(w->'jobsOpened') x(local bigint, wait text, type text, state text, retries int, headers json, "elementId" text, owner bigint, at bigint);
  end if;
  if w ? 'jobsChanged' then
    update jobs j set state = x.state, ended_at = case when x.state in ('open', 'blocked') then null else p_at end,
        deadline = case when x.state = 'open' then null else j.deadline end
      from jsonb_to_recordset(w->'jobsChanged') x(local bigint, state text) where j.key = entity_key(p_instance, x.local);
  end if;
  if w ? 'tasksOpened' then
    insert into user_tasks (key, instance, wait, name, state, assignee, candidate_groups, candidate_users, due_date, follow_up_date, priority, form_id, external_reference, headers, element_id, element_instance_key, process_id, definition_key, version, created_at, ended_at)
      select entity_key(p_instance, x.local), p_instance, x.wait, x.name, x.state, x.assignee, array(select jsonb_array_elements_text(x."candidateGroups")), array(select jsonb_array_elements_text(x."candidateUsers")), x."dueDate", x."followUpDate", x.priority, x."formId", x."externalReference", x.headers, x."elementId", entity_key(p_instance, x.owner), p_process, p_definition, p_version, instant(x.at), case when x.state = 'open' then null else p_at end
      from jsonb_to_recordset(w->'tasksOpened') x(local bigint, wait text, name text, state text, assignee text, "candidateGroups" jsonb, "candidateUsers" jsonb, "dueDate" timestamptz, "followUpDate" timestamptz, priority int, "formId" text, "externalReference" text, headers json, "elementId" text, owner bigint, at bigint);
  end if;
  if w ? 'tasksChanged' then
    update user_tasks t set state = x.state, ended_at = p_at
      from jsonb_to_recordset(w->'tasksChanged') x(local bigint, state text) where t.key = entity_key(p_instance, x.local);
  end if;
  if w ? 'timersCancelled' then
    delete from timers t using jsonb_array_elements_text(w->'timersCancelled') x where t.key = entity_key(p_instance, x::bigint);
  end if;
  if w ? 'timersSet' then
    insert into timers (key, instance, wait, due, request, element_id, element_instance_key)
      select entity_key(p_instance, x.local), p_instance, x.wait, instant(x.due), x.request, x."elementId", entity_key(p_instance, x.owner)
      from jsonb_to_recordset(w->'timersSet') x(local bigint, wait text, due bigint, request json, "elementId" text, owner bigint);
  end if;
  if w ? 'activitiesEnded' then
    delete from own_activities a using jsonb_array_elements_text(w->'activitiesEnded') x where a.key = entity_key(p_instance, x::bigint);
  end if;
  if w ? 'activitiesStarted' then
    insert into own_activities (key, instance, wait, task_queue, activity, element_id, element_instance_key, started_at)
      select entity_key(p_instance, x.local), p_instance, x.wait, x."taskQueue", x.activity, x."elementId", entity_key(p_instance, x.owner), p_at
      from jsonb_to_recordset(w->'activitiesStarted') x(local bigint, wait text, "taskQueue" text, activity text, "elementId" text, owner bigint);
  end if;
  if w ? 'incidentsRaised' then
    insert into incidents (key, instance, type, message, state, job_key, element_id, element_instance_key, process_id, definition_key, created_at, resolved_at)
      select entity_key(p_instance, x.local), p_instance, x.type, x.message, x.state, entity_key(p_instance, x.job), x."elementId", entity_key(p_instance, x.owner), p_process, p_definition, instant(x.at), case when x.state = 'active' then null else p_at end
      from jsonb_to_recordset(w->'incidentsRaised') x(local bigint, type text, message text, state text, job bigint, "elementId" text, owner bigint, at bigint);
  end if;
  if w ? 'incidentsCleared' then
    update incidents c set state = 'resolved', resolved_at = p_at
      from jsonb_array_elements_text(w->'incidentsCleared') x where c.key = entity_key(p_instance, x::bigint);
  end if;
  if w ? 'subscriptionsClosed' then
    update message_subscriptions s set state = 'closed'
      from jsonb_array_elements_text(w->'subscriptionsClosed') x where s.key = entity_key(p_instance, x::bigint);
  end if;
  if w ? 'childrenCancelled' then
    for m in
      select c.number from process_instances c join jsonb_array_elements_text(w->'childrenCancelled') x on c.parent_wait = x
      where c.parent_number = p_instance and c.status = 'active' order by c.number
    loop
      if deliver(m.number, 'cancel', '{}', p_at) is not null then told := told || to_jsonb(m.number::text); end if;
    end loop;
  end if;
  if w ? 'childrenStarted' then
    insert into starts (kind, process_id, content, at, parent_number, parent_wait)
      select 'child', x."processId", x.content::json, p_at, p_instance, x.wait
      from jsonb_to_recordset(w->'childrenStarted') x(wait text, "processId" text, content text);
    begun := true;
  end if;
  if w ? 'subscriptionsOpened' then
    insert into message_subscriptions (key, instance, wait, name, correlation_key, repeats, state, element_id, element_instance_key, process_id, definition_key, created_at)
      select entity_key(p_instance, x.local), p_instance, x.wait, x.name, x."correlationKey", x.repeats, x.state, x."elementId", entity_key(p_instance, x.owner), p_process, p_definition, instant(x.at)
      from jsonb_to_recordset(w->'subscriptionsOpened') x(local bigint, wait text, name text, "correlationKey" text, repeats boolean, state text, "elementId" text, owner bigint, at bigint);
    for r in
      select x.wait, x.name, x."correlationKey", x.repeats, entity_key(p_instance, x.local) as key
      from jsonb_to_recordset(w->'subscriptionsOpened') x(local bigint, wait text, name text, "correlationKey" text, repeats boolean, state text)
      where x.state = 'open' order by x.local
    loop
      for m in
        select g.key from messages g where g.name = r.name and g.correlation_key = r."correlationKey" and g.expires_at > p_at
          and not exists (select 1 from message_correlations c where c.message_key = g.key and c.process_id = p_process)
        order by g.key
      loop
        n := deliver(p_instance, 'message.received', message_content(m.key, r.wait), p_at, m.key);
        exit when n is null;
        insert into message_correlations (message_key, process_id, instance, at) values (m.key, p_process, p_instance, p_at);
        told := told || to_jsonb(p_instance::text);
        if not r.repeats then
          update message_subscriptions set state = 'correlated' where key = r.key;
          exit;
        end if;
      end loop;
    end loop;
  end if;
  if w ? 'end' then
    update inboxes set ended = true, unsent = false where instance = p_instance;
    update inputs set outcome = 'superseded', reason = 'the instance has ended' where instance = p_instance and outcome is null;
  end if;
  -- a correlation that was overtaken goes back to the buffer while the message lives
  foreach k in array coalesce(returned, '{}') loop
    delete from message_correlations where message_key = k and process_id = p_process;
    if exists (select 1 from messages where key = k and expires_at > p_at) then
      for m in select x->>0 as instance from jsonb_array_elements(correlate_message(k, p_at, p_process)) x loop
        told := told || to_jsonb(m.instance);
      end loop;
      if start_by_message(k, p_at) > 0 then begun := true; end if;
    end if;
  end loop;
  if w ? 'end' then
    if i.parent_number is not null then
      if deliver(i.parent_number, 'child.' || (w->'end'->>'kind'), child_content(i.parent_wait, w->'end'), p_at) is not null then
        told := told || to_jsonb(i.parent_number::text);
      end if;
    end if;
    if i.start_correlation is not null then
      -- the instance itself no longer holds the key: status was written before
      for m in
        select g.key from messages g join message_starts s on s.message_name = g.name and s.process_id = p_process
        where g.correlation_key = i.start_correlation and g.expires_at > p_at
          and not exists (select 1 from message_correlations c where c.message_key = g.key and c.process_id = p_process)
        order by g.key limit 1
      loop
        if start_by_message(m.key, p_at) > 0 then begun := true; end if;
      end loop;
    end if;
  end if;
  return jsonb_build_object('inputs', told, 'starts', begun);
end $$;

-- Marks what a relay has sent, in the order of locks: instance rows, then inbox rows. An instance that got another
-- workflow meanwhile is left as it is. Inputs that came meanwhile keep the instance unsent.
create function mark_sent(p_done jsonb) returns void language plpgsql as $$
begin
  perform 1 from process_instances where number in (select x.instance from jsonb_to_recordset(p_done) x(instance bigint))
    and not workflow_started order by number for update;
  update process_instances p set workflow_started = true from jsonb_to_recordset(p_done) x(instance bigint, "workflowId" text)
    where p.number = x.instance and p.workflow_id = x."workflowId" and not p.workflow_started;
  perform 1 from inboxes where instance in (select x.instance from jsonb_to_recordset(p_done) x(instance bigint)) order by instance for update;
  update inboxes b set sent_to = greatest(b.sent_to, x."sentTo"), sent_at = clock_timestamp(), lease_until = 'epoch',
      unsent = not b.ended and b.next_number - 1 > greatest(b.sent_to, x."sentTo")
    from jsonb_to_recordset(p_done) x(instance bigint, "workflowId" text, "sentTo" int) join process_instances p on p.number = x.instance and p.workflow_id = x."workflowId"
    where b.instance = x.instance;
end $$;

-- The head that a workflow behind Postgres adopts.
create function instance_head(p_instance bigint) returns jsonb language sql stable as $$
  select jsonb_build_object('state', p.state::text, 'step', p.step, 'consumed', p.consumed,
    'book', coalesce((select jsonb_object_agg(t.wait, instant_ms(t.due)) from timers t where t.instance = p_instance), '{}'),
    'pinnedAt', (select instant_ms(c.pinned_at) from clock c))
  from process_instances p where p.number = p_instance
$$;

-- Stores the first step of an instance, made where the start was accepted. `p_start`: the row in `starts` it answers;
-- null is answered when that row is gone (another process did it, or the parent took it back).
-- `p_meta.number`: a number reserved for the instance beforehand.
create function open_instance(p_start bigint, p_definition bigint, p_state json, p_status text, p_input json, p_decided json,
    p_journal json, p_at timestamptz, p_unsent boolean, p_meta jsonb, w jsonb)
  returns jsonb language plpgsql as $$
declare d process_definitions; r jsonb; p_number bigint := coalesce((p_meta->>'number')::bigint, nextval('entity_numbers'));
begin
  if p_start is not null then
    delete from starts where id = p_start;
    if not found then return null; end if;
  end if;
  select * into d from process_definitions where key = p_definition;
  insert into process_instances (number, definition_key, process_id, version, hash, status, state, step, consumed, workflow_id,
      parent_number, parent_wait, root_number, business_id, tags, start_correlation, start_message_name, started_at, ended_at)
    values (p_number, d.key, d.process_id, d.version, d.hash, p_status, p_state, 1, 0, p_meta->>'workflowId',
      (p_meta->>'parentNumber')::bigint, p_meta->>'parentWait', coalesce((p_meta->>'rootNumber')::bigint, p_number), p_meta->>'businessId',
      array(select jsonb_array_elements_text(coalesce(p_meta->'tags', '[]'))), p_meta->>'startCorrelation', p_meta->>'startMessageName', p_at,
      case when p_status = 'active' then null else p_at end);
  insert into inboxes (instance, next_number, unsent, ended) values (p_number, 1, p_unsent, false);
  insert into inputs (instance, number, kind, content, at, outcome, message_key)
    values (p_number, 0, 'start', p_input, p_at, 'applied', (p_meta->>'messageKey')::bigint);
  insert into steps (instance, step, inputs, decided, journal, at) values (p_number, 0, json_build_array(p_input), p_decided, p_journal, p_at);
  if p_meta ? 'messageKey' then
    update message_correlations set instance = p_number where message_key = (p_meta->>'messageKey')::bigint and process_id = d.process_id;
  end if;
  r := apply_writes(p_number, d.process_id, d.key, d.version, p_at, p_status, w);
  if w ? 'marks' then perform write_marks(p_number, w->'marks'); end if;
  return r || jsonb_build_object('number', p_number::text, 'unsent', (select unsent from inboxes where instance = p_number));
end $$;

-- One commit: applies a step if the instance stands at its base, else writes nothing and answers the head.
create function commit_step(p_instance bigint, p_base int, p_state json, p_status text, p_consumed int, p_inputs json, p_decided json,
    p_journal json, p_at timestamptz, p_outcomes jsonb, w jsonb)
  returns jsonb language plpgsql as $$
declare i process_instances; r jsonb;
begin
  select * into i from process_instances where number = p_instance for update;
  if not found then return jsonb_build_object('kind', 'gone'); end if;
  if i.step <> p_base then return jsonb_build_object('kind', 'ahead', 'head', instance_head(p_instance)); end if;
  update process_instances set state = p_state, step = p_base + 1, status = p_status, consumed = p_consumed,
      ended_at = case when p_status = 'active' then null else p_at end where number = p_instance;
  insert into steps (instance, step, inputs, decided, journal, at) values (p_instance, p_base, p_inputs, p_decided, p_journal, p_at);
  update inputs x set outcome = o.outcome, reason = o.reason, code = o.code
    from jsonb_to_recordset(p_outcomes) o(number int, outcome text, reason text, code text) where x.instance = p_instance and x.number = o.number;
  r := apply_writes(p_instance, i.process_id, i.definition_key, i.version, p_at, p_status, w);
  if w ? 'marks' then perform write_marks(p_instance, w->'marks'); end if;
  return r || jsonb_build_object('kind', 'committed', 'pinnedAt', (select instant_ms(c.pinned_at) from clock c));
end $$;
