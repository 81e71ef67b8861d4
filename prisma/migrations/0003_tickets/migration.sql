-- CreateTable
CREATE TABLE "instance_marks" (
    "id" BIGSERIAL NOT NULL,
    "instance" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "element_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "instance_marks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "work_calendars" (
    "code" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "document" JSON NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "work_calendars_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "packs" (
    "code" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "document" JSON NOT NULL,
    "installed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "packs_pkey" PRIMARY KEY ("code","version")
);

-- CreateTable
CREATE TABLE "number_series" (
    "name" TEXT NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "number_series_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "tickets" (
    "id" BIGSERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "desk" TEXT NOT NULL,
    "pack_code" TEXT NOT NULL,
    "pack_version" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "priority" TEXT NOT NULL,
    "requester_email" TEXT NOT NULL,
    "requester_name" TEXT,
    "requester_phone" TEXT,
    "requester_login" TEXT,
    "fields" JSON NOT NULL,
    "source" TEXT NOT NULL,
    "source_hash" TEXT NOT NULL,
    "previous_id" BIGINT,
    "instance" BIGINT NOT NULL,
    "process_id" TEXT NOT NULL,
    "registered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tickets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_events" (
    "id" BIGSERIAL NOT NULL,
    "ticket_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "content" JSON NOT NULL,
    "mail_id" BIGINT,

    CONSTRAINT "ticket_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachments" (
    "id" BIGSERIAL NOT NULL,
    "ticket_id" BIGINT NOT NULL,
    "event_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attachments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incoming_mail" (
    "id" BIGSERIAL NOT NULL,
    "desk" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "message_id" TEXT,
    "recipient" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "from_text" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "raw" BYTEA NOT NULL,
    "size" INTEGER NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'received',
    "reason" TEXT,
    "ticket_id" BIGINT,
    "processed_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3) NOT NULL DEFAULT 'epoch'::timestamp with time zone,

    CONSTRAINT "incoming_mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outgoing_letters" (
    "id" BIGSERIAL NOT NULL,
    "message_id" TEXT NOT NULL,
    "ticket_id" BIGINT NOT NULL,
    "desk" TEXT NOT NULL,
    "instance" BIGINT NOT NULL,
    "wait" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "raw" BYTEA NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "sent_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "outgoing_letters_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "instance_marks_instance_kind_id_idx" ON "instance_marks"("instance", "kind", "id");

-- CreateIndex
CREATE UNIQUE INDEX "tickets_number_key" ON "tickets"("number");

-- CreateIndex
CREATE UNIQUE INDEX "tickets_source_key" ON "tickets"("source");

-- CreateIndex
CREATE UNIQUE INDEX "tickets_instance_key" ON "tickets"("instance");

-- CreateIndex
CREATE INDEX "tickets_desk_id_idx" ON "tickets"("desk", "id");

-- CreateIndex
CREATE INDEX "tickets_requester_email_idx" ON "tickets"("requester_email");

-- CreateIndex
CREATE INDEX "tickets_previous_id_idx" ON "tickets"("previous_id");

-- CreateIndex
CREATE INDEX "ticket_events_ticket_id_id_idx" ON "ticket_events"("ticket_id", "id");

-- CreateIndex
CREATE INDEX "attachments_ticket_id_idx" ON "attachments"("ticket_id");

-- CreateIndex
CREATE INDEX "attachments_event_id_idx" ON "attachments"("event_id");

-- CreateIndex
CREATE INDEX "incoming_mail_message_id_idx" ON "incoming_mail"("message_id");

-- CreateIndex
CREATE INDEX "incoming_mail_ticket_id_idx" ON "incoming_mail"("ticket_id");

-- CreateIndex
CREATE UNIQUE INDEX "incoming_mail_desk_identity_key" ON "incoming_mail"("desk", "identity");

-- CreateIndex
CREATE UNIQUE INDEX "outgoing_letters_message_id_key" ON "outgoing_letters"("message_id");

-- CreateIndex
CREATE INDEX "outgoing_letters_ticket_id_idx" ON "outgoing_letters"("ticket_id");

-- CreateIndex
CREATE UNIQUE INDEX "outgoing_letters_instance_wait_key" ON "outgoing_letters"("instance", "wait");

-- AddForeignKey
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_previous_id_fkey" FOREIGN KEY ("previous_id") REFERENCES "tickets"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_events" ADD CONSTRAINT "ticket_events_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "ticket_events"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incoming_mail" ADD CONSTRAINT "incoming_mail_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outgoing_letters" ADD CONSTRAINT "outgoing_letters_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Partial indexes: only what is open is looked for.
create index incoming_mail_open on incoming_mail (retry_at, id) where state = 'received';
create index user_tasks_open on user_tasks (instance) where state = 'open';
