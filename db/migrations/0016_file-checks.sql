CREATE TABLE "FileCheck" (
	"name" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"checkedAt" timestamp (3) with time zone NOT NULL,
	"missingSince" timestamp (3) with time zone,
	CONSTRAINT "FileCheck_kind_check" CHECK ("kind" in ('foto', 'bukti', 'identitas', 'laporan'))
);
--> statement-breakpoint
CREATE INDEX "FileCheck_missingSince_idx" ON "FileCheck" USING btree ("missingSince") WHERE "missingSince" is not null;