CREATE TABLE "Installation" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"id" text NOT NULL,
	"stampedAt" timestamp (3) with time zone NOT NULL,
	"lastBackupAt" timestamp (3) with time zone,
	"filesKeptSince" timestamp (3) with time zone,
	"filesKeptUntil" timestamp (3) with time zone,
	CONSTRAINT "Installation_one_check" CHECK ("one")
);
