import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, id, moment, oneOf, updatedAt } from "#db/columns.ts";

/** The states of a mail. FAILED is tried again, unless `deadAt` says that it never will be. */
export const emailStatuses = ["PENDING", "SENT", "FAILED"] as const;

/** Why we gave a mail up ourselves: its time was over, or nobody knows whether it was sent. */
export const endCauses = ["too-late", "unknown-outcome"] as const;

/** Still to be sent. Written exactly like this in the queries of the drain, so that the planner finds the indexes. */
const unsent = sql.raw(`"status" in ('PENDING', 'FAILED') and "deadAt" is null`);

/** A mail to send, written in the transaction of the change that causes it. */
export const emailJobs = pgTable(
  "EmailJob",
  {
    id: id(),
    /** `template:entityId[:n]`: the same mail is queued once. */
    dedupeKey: text("dedupeKey").notNull().unique("EmailJob_dedupeKey_key"),
    toEmail: text("toEmail").notNull(),
    fromAddress: text("fromAddress").notNull(),
    template: text("template").notNull(),
    subject: text("subject").notNull(),
    html: text("html").notNull(),
    text: text("text").notNull(),
    status: text("status", { enum: emailStatuses }).notNull(),
    attempts: integer("attempts").notNull(),
    nextAttemptAt: moment("nextAttemptAt").notNull(),
    /** After this moment the mail would mislead: it is dropped, not sent. */
    notAfter: moment("notAfter"),
    /** The Idempotency-Key of the call that this row travels in, kept with its position until there is a definitive answer. */
    batchKey: text("batchKey"),
    batchPosition: integer("batchPosition"),
    /** When the batch was first handed to the provider; null while its outcome cannot be unknown. */
    batchSentAt: moment("batchSentAt"),
    lockedUntil: moment("lockedUntil"),
    /** What the provider, or the way to it, said last. */
    lastError: text("lastError"),
    /** Why it is dead where the provider refused nothing. */
    endCause: text("endCause", { enum: endCauses }),
    providerId: text("providerId"),
    sentAt: moment("sentAt"),
    /** Since when the mail is dead: out of attempts, refused for good or too late. It stays FAILED; only an admin revives it. */
    deadAt: moment("deadAt"),
    /** An admin gave a dead mail up: it waits for nobody. */
    discardedAt: moment("discardedAt"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    check("EmailJob_status_check", oneOf("status", emailStatuses)),
    check("EmailJob_attempts_check", sql`"attempts" >= 0`),
    check("EmailJob_deadAt_check", sql`"deadAt" is null or "status" = 'FAILED'`),
    check(
      "EmailJob_endCause_check",
      sql`"endCause" is null or (${oneOf("endCause", endCauses)} and "deadAt" is not null)`,
    ),
    check("EmailJob_discardedAt_check", sql`"discardedAt" is null or "deadAt" is not null`),
    check("EmailJob_sentAt_check", sql`("status" = 'SENT') = ("sentAt" is not null)`),
    index("EmailJob_status_nextAttemptAt_idx").on(table.status, table.nextAttemptAt),
    // The four questions of the drain, each over the few rows that can answer it: sent mails are in none of them.
    index("EmailJob_due_idx").on(table.nextAttemptAt, table.id).where(sql`${unsent} and "batchKey" is null`),
    index("EmailJob_overdue_idx")
      .on(table.notAfter)
      .where(sql`${unsent} and "batchKey" is null and "notAfter" is not null`),
    index("EmailJob_batch_leader_idx").on(table.nextAttemptAt).where(sql`${unsent} and "batchPosition" = 0`),
    index("EmailJob_dead_idx").on(table.updatedAt, table.id).where(sql`"deadAt" is not null`),
    // The mails about one thing: the second part of their keys is its id.
    index("EmailJob_about_idx").on(sql`split_part("dedupeKey", ':', 2)`),
    // Mails to an address, also to a part of one: all addresses are read here, and no mail.
    index("EmailJob_toEmail_createdAt_id_idx").on(table.toEmail, table.createdAt, table.id),
    index("EmailJob_batchKey_idx").on(table.batchKey).where(sql`${unsent} and "batchKey" is not null`),
  ],
);
