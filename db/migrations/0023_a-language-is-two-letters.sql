ALTER TABLE "User" DROP CONSTRAINT "User_locale_check";--> statement-breakpoint
ALTER TABLE "User" ADD CONSTRAINT "User_locale_check" CHECK ("locale" ~ '^[a-z]{2}$');