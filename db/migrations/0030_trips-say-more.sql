ALTER TABLE "Trip" ADD COLUMN "meetsDayBefore" boolean;--> statement-breakpoint
ALTER TABLE "Trip" ADD COLUMN "meetingCoordinates" text;--> statement-breakpoint
ALTER TABLE "Trip" ADD COLUMN "endPoint" text;--> statement-breakpoint
ALTER TABLE "Trip" ADD COLUMN "bring" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "Trip" ADD COLUMN "difficulty" text;--> statement-breakpoint
ALTER TABLE "Trip" ADD COLUMN "minAge" integer;--> statement-breakpoint
ALTER TABLE "Trip" ADD COLUMN "registrationClosedAt" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "Trip" ADD CONSTRAINT "Trip_meetingCoordinates_check" CHECK ("meetingCoordinates" ~ '^-?[0-9]{1,2}([.][0-9]{1,6})?,-?[0-9]{1,3}([.][0-9]{1,6})?$');--> statement-breakpoint
ALTER TABLE "Trip" ADD CONSTRAINT "Trip_difficulty_check" CHECK ("difficulty" in ('EASY', 'MODERATE', 'HARD'));--> statement-breakpoint
ALTER TABLE "Trip" ADD CONSTRAINT "Trip_minAge_check" CHECK ("minAge" between 1 and 99);