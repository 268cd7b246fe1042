CREATE TABLE "DoomedPhoto" (
	"photo" text PRIMARY KEY NOT NULL,
	"doomedAt" timestamp (3) with time zone NOT NULL
);
