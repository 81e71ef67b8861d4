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
