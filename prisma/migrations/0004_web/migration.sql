-- CreateTable
CREATE TABLE "drafts" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "process_id" TEXT,
    "xml" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "based_on" BIGINT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "drafts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "drafts_process_id_idx" ON "drafts"("process_id");
