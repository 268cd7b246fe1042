CREATE TABLE "FailedPage" (
	"minute" timestamp (3) with time zone NOT NULL,
	"cause" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "FailedPage_minute_cause_pk" PRIMARY KEY("minute","cause")
);
