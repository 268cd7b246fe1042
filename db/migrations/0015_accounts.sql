CREATE TABLE "BankAccountStop" (
	"id" text PRIMARY KEY NOT NULL,
	"userId" text NOT NULL,
	"tokenHash" text NOT NULL,
	"email" text NOT NULL,
	"bankName" text,
	"bankAccountNo" text,
	"bankAccountName" text,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"expiresAt" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "BankAccountStop_tokenHash_key" UNIQUE("tokenHash")
);
--> statement-breakpoint
CREATE TABLE "FormerEmail" (
	"id" text PRIMARY KEY NOT NULL,
	"userId" text NOT NULL,
	"email" text NOT NULL,
	"createdAt" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "User" ADD COLUMN "bankAccountChangedAt" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "User" ADD COLUMN "linkVersion" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "BankAccountStop" ADD CONSTRAINT "BankAccountStop_userId_User_id_fk" FOREIGN KEY ("userId") REFERENCES "public"."User"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "FormerEmail" ADD CONSTRAINT "FormerEmail_userId_User_id_fk" FOREIGN KEY ("userId") REFERENCES "public"."User"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "BankAccountStop_userId_idx" ON "BankAccountStop" USING btree ("userId");--> statement-breakpoint
CREATE INDEX "FormerEmail_userId_idx" ON "FormerEmail" USING btree ("userId");