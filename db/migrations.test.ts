import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

// A deployment migrates while the release before still serves, and a rollback leaves the newer tables to it. So a
// migration only adds: what takes away or refuses what was allowed waits until no release in use needs it, and stands
// below with the reason why the release before gets on with it.
const reviewed: Record<string, { statement: string; why: string }[]> = {
  "0021_bank-book.sql": [
    {
      statement: `ALTER TABLE "Payout" ADD CONSTRAINT "Payout_heldBackById_User_id_fk" FOREIGN KEY ("heldBackById") REFERENCES "public"."User"("id") ON DELETE no action ON UPDATE no action`,
      why: "of a column that the same file adds",
    },
    {
      statement: `ALTER TABLE "Refund" ADD CONSTRAINT "Refund_receiptId_Receipt_id_fk" FOREIGN KEY ("receiptId") REFERENCES "public"."Receipt"("id") ON DELETE no action ON UPDATE no action`,
      why: "of a column that the same file adds",
    },
    {
      statement: `ALTER TABLE "Payment" ADD CONSTRAINT "Payment_paid_check" CHECK ("status" <> 'PAID' or "receivedAmount" is not null)`,
      why: "with the next one, wider than the check that it replaces",
    },
    {
      statement: `ALTER TABLE "Payment" ADD CONSTRAINT "Payment_receivedAmount_check" CHECK ("receivedAmount" is null or ("receivedAmount" > 0 and "status" in ('AWAITING', 'PAID')))`,
      why: "with the one before, wider than the check that it replaces; settling never accepted nothing",
    },
    {
      statement: `ALTER TABLE "Payout" ADD CONSTRAINT "Payout_heldBack_check" CHECK (("heldBackAt" is null) = ("holdReason" is null))`,
      why: "of columns that the same file adds",
    },
    {
      statement: `ALTER TABLE "Refund" ADD CONSTRAINT "Refund_status_check" CHECK ("status" in ('REQUESTED', 'APPROVED', 'REJECTED', 'PAID', 'CANCELLED'))`,
      why: "wider than the check that it replaces",
    },
    {
      statement: `CREATE CONSTRAINT TRIGGER "Payment_adopt_receipt" AFTER INSERT OR UPDATE ON "Payment" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW."status" = 'PAID') EXECUTE FUNCTION "adoptReceipt"()`,
      why: "writes for the release before what it does not know, at the end of its own transactions",
    },
    {
      statement: `CREATE CONSTRAINT TRIGGER "Payout_adopt_new_transfer" AFTER INSERT ON "Payout" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW."status" = 'PAID') EXECUTE FUNCTION "adoptPayoutTransfer"()`,
      why: "writes for the release before what it does not know, at the end of its own transactions",
    },
    {
      statement: `CREATE CONSTRAINT TRIGGER "Payout_adopt_transfer" AFTER UPDATE ON "Payout" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD."status" <> NEW."status" AND (OLD."status" = 'PAID' OR NEW."status" = 'PAID')) EXECUTE FUNCTION "adoptPayoutTransfer"()`,
      why: "writes for the release before what it does not know, at the end of its own transactions",
    },
    {
      statement: `CREATE CONSTRAINT TRIGGER "Refund_adopt_new_transfer" AFTER INSERT ON "Refund" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW."status" = 'PAID') EXECUTE FUNCTION "adoptRefundTransfer"()`,
      why: "writes for the release before what it does not know, at the end of its own transactions",
    },
    {
      statement: `CREATE CONSTRAINT TRIGGER "Refund_adopt_transfer" AFTER UPDATE ON "Refund" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD."status" <> NEW."status" AND (OLD."status" = 'PAID' OR NEW."status" = 'PAID')) EXECUTE FUNCTION "adoptRefundTransfer"()`,
      why: "writes for the release before what it does not know, at the end of its own transactions",
    },
  ],
  "0023_a-language-is-two-letters.sql": [
    {
      statement: `ALTER TABLE "User" ADD CONSTRAINT "User_locale_check" CHECK ("locale" ~ '^[a-z]{2}$')`,
      why: "wider than the check that it replaces",
    },
  ],
  "0030_trips-say-more.sql": [
    {
      statement: `ALTER TABLE "Trip" ADD CONSTRAINT "Trip_meetingCoordinates_check" CHECK ("meetingCoordinates" ~ '^-?[0-9]{1,2}([.][0-9]{1,6})?,-?[0-9]{1,3}([.][0-9]{1,6})?$')`,
      why: "of a column that the same file adds",
    },
    {
      statement: `ALTER TABLE "Trip" ADD CONSTRAINT "Trip_difficulty_check" CHECK ("difficulty" in ('EASY', 'MODERATE', 'HARD'))`,
      why: "of a column that the same file adds",
    },
    {
      statement: `ALTER TABLE "Trip" ADD CONSTRAINT "Trip_minAge_check" CHECK ("minAge" between 1 and 99)`,
      why: "of a column that the same file adds",
    },
  ],
  "0031_reasons-are-codes.sql": [
    {
      statement: `ALTER TABLE "Booking" ADD CONSTRAINT "Booking_cancelCause_check" CHECK ("cancelCause" is null or ("cancelCause" in ('short', 'cancelled', 'sold-out', 'trip-over', 'booked-again', 'days-changed', 'rest-missing', 'returned-before') and "cancelledAt" is not null))`,
      why: "of a column that the same file adds",
    },
    {
      statement: `ALTER TABLE "Payout" ADD CONSTRAINT "Payout_holdCause_check" CHECK ("holdCause" is null or ("holdCause" in ('suspended') and "heldBackAt" is not null))`,
      why: "of a column that the same file adds",
    },
    {
      statement: `ALTER TABLE "Refund" ADD CONSTRAINT "Refund_cause_check" CHECK ("cause" is null or ("cause" in ('short', 'cancelled', 'sold-out', 'trip-over', 'booked-again', 'days-changed', 'rest-missing', 'returned-before', 'surplus') and "reason" in ('UNAPPLIED', 'OVERPAID')))`,
      why: "of a column that the same file adds",
    },
    {
      statement: `ALTER TABLE "EmailJob" ADD CONSTRAINT "EmailJob_endCause_check" CHECK ("endCause" is null or ("endCause" in ('too-late', 'unknown-outcome') and "deadAt" is not null))`,
      why: "of a column that the same file adds",
    },
    {
      statement: `CREATE TRIGGER "Refund_adopt_cause" BEFORE INSERT OR UPDATE ON "Refund" FOR EACH ROW WHEN (NEW."cause" IS NULL AND NEW."note" <> '') EXECUTE FUNCTION "adoptRefundCause"()`,
      why: "tells the sentences of the release before as codes, and takes no row from it",
    },
    {
      statement: `CREATE TRIGGER "Booking_adopt_cause" BEFORE UPDATE ON "Booking" FOR EACH ROW WHEN (NEW."cancelReason" IS NOT NULL OR (NEW."cancelledAt" IS NULL AND NEW."cancelCause" IS NOT NULL)) EXECUTE FUNCTION "adoptCancelCause"()`,
      why: "tells the sentences of the release before as codes, and takes no row from it",
    },
    {
      statement: `CREATE TRIGGER "Payout_adopt_cause" BEFORE UPDATE ON "Payout" FOR EACH ROW WHEN (NEW."holdReason" IS NOT NULL OR NEW."holdCause" IS NOT NULL) EXECUTE FUNCTION "adoptHoldCause"()`,
      why: "tells the sentences of the release before as codes, and takes no row from it",
    },
    {
      statement: `CREATE TRIGGER "EmailJob_adopt_cause" BEFORE UPDATE ON "EmailJob" FOR EACH ROW WHEN (NEW."endCause" IS NOT NULL OR (NEW."deadAt" IS NOT NULL AND NEW."lastError" IS NOT NULL)) EXECUTE FUNCTION "adoptEndCause"()`,
      why: "tells the sentences of the release before as codes, and takes no row from it",
    },
  ],
};

const folder = join(import.meta.dirname, "migrations");
const files = readdirSync(folder).filter((name) => name.endsWith(".sql"));

/** The statements that the release before might stumble over. What is made in the same file is known to nobody yet. */
function risky(sql: string): string[] {
  const statements = sql
    .replace(/--> statement-breakpoint/g, ";")
    .replace(/^\s*--.*$/gm, "")
    .split(";")
    .map((statement) => statement.replace(/\s+/g, " ").trim());
  const made = new Set(
    statements.flatMap((statement) => /^create table (?:if not exists )?"?(\w+)"?/i.exec(statement)?.[1] ?? []),
  );
  const isNew = (statement: string) => {
    const table = /^(?:alter table (?:only )?|create (?:unique index|trigger) .*? on )"?(\w+)"?/i.exec(statement)?.[1];
    return table !== undefined && made.has(table);
  };
  return statements.filter((statement) => !isNew(statement) && rules.some((isRisky) => isRisky(statement)));
}

const rules: ((statement: string) => boolean)[] = [
  (statement) => /^drop (table|view|function|type|sequence|schema)\b/i.test(statement),
  (statement) => /^alter (table|type|view)\b.*\b(drop column|rename)\b/i.test(statement),
  (statement) => /\balter column\b.*\b(type|set data type|set not null|drop default)\b/i.test(statement),
  (statement) => /\badd column\b(?!.*\bdefault\b).*\bnot null\b(?! then)/i.test(statement),
  // Rows that the release before writes would be refused.
  (statement) => /^alter table\b.*\badd constraint\b/i.test(statement),
  (statement) => /^create unique index\b/i.test(statement),
  (statement) => /^create (or replace )?(constraint )?trigger\b/i.test(statement),
];

describe("a migration leaves the tables to the release before", () => {
  it.each(files)("%s only adds, or was looked at", (file) => {
    expect(risky(readFileSync(join(folder, file), "utf8"))).toEqual(
      (reviewed[file] ?? []).map(({ statement }) => statement),
    );
  });

  it.each([
    'ALTER TABLE "Trip" DROP COLUMN "date"',
    'ALTER TABLE "Trip" RENAME COLUMN "date" TO "day"',
    'ALTER TABLE "Trip" ALTER COLUMN "date" SET NOT NULL',
    'ALTER TABLE "Trip" ADD COLUMN "day" date NOT NULL',
    'ALTER TABLE "Trip" ADD CONSTRAINT "Trip_day_check" CHECK ("day" is not null)',
    'CREATE UNIQUE INDEX "Trip_day_idx" ON "Trip" ("day")',
    'drop table "Trip"',
    'create trigger "Trip_day" before update on "Trip" for each row execute function "day"()',
  ])("would be stopped: %s", (statement) => {
    expect(risky(`CREATE TABLE "Other" ();--> statement-breakpoint\n${statement};`)).toEqual([statement]);
  });

  it.each([
    'ALTER TABLE "Trip" ADD COLUMN "day" date',
    'ALTER TABLE "Trip" ADD COLUMN "isOld" boolean DEFAULT false NOT NULL',
    'DROP INDEX "Trip_day_idx"',
    'ALTER TABLE "Trip" DROP CONSTRAINT "Trip_day_check"',
    'CREATE TABLE "Day" ("id" text NOT NULL);\nCREATE UNIQUE INDEX "Day_id_idx" ON "Day" ("id")',
    'CREATE TABLE "Day" ("id" text);\ncreate trigger "Day_id" before update on "Day" for each row execute function "id"()',
  ])("is let through: %s", (statement) => {
    expect(risky(statement)).toEqual([]);
  });
});

it("only the newest snapshot is kept: the next migration is made from it, and each is some 4,000 lines", () => {
  const snapshots = readdirSync(join(folder, "meta")).filter((name) => name.endsWith("_snapshot.json"));
  expect(snapshots).toEqual([`${files.at(-1)!.slice(0, 4)}_snapshot.json`]);
});
