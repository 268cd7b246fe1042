ALTER TABLE "TripImage" DROP CONSTRAINT "TripImage_position_check";--> statement-breakpoint
ALTER TABLE "TripImage" ADD CONSTRAINT "TripImage_position_check" CHECK ("position" >= 0);