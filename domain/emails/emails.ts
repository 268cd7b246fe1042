import { sql } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import type { Database, Transaction } from "#db/connection.ts";
import { env } from "#env.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import type { Values, Wording } from "#texts/letter.ts";
import { isNobodys } from "./nobody.ts";
import { emailJobs } from "./schema.ts";
import { type TemplateName, type TemplateProps, templates } from "./templates/index.ts";
import type { Rendered, Template } from "./templates/template.ts";

/** A mail to queue: what it says, to whom and in which language. */
export type NewEmail = {
  [Name in TemplateName]: {
    template: Name;
    /** `template:entityId[:n]`; a mail with a key that was queued before is not queued again. */
    dedupeKey: string;
    to: { email: string; locale: Locale };
    props: TemplateProps<Name>;
    /** After this moment the mail would mislead, so it is no longer sent. */
    notAfter?: Date;
  };
}[TemplateName];

/** Rows of one INSERT: enough to make the round trip cheap, little enough to keep the statement small. */
const rowsPerInsert = 1_000;

/**
 * Writes the mails into the queue, in the transaction of the change that causes them, rendered in each reader's
 * language. Returns how many were new; 0 when all of them had been queued before or there are none. Who deleted their account
 * is written to no more.
 * Rule: docs/domain.md#queueing-mail
 */
export async function enqueueEmails(
  tx: Transaction | Database,
  all: NewEmail[],
  { now }: { now: Date },
): Promise<number> {
  const emails = all.filter(({ to }) => !isNobodys(to.email));
  let queued = 0;
  for (let at = 0; at < emails.length; at += rowsPerInsert) {
    const inserted = await insertRows(tx, emails.slice(at, at + rowsPerInsert), now);
    queued += inserted;
  }
  return queued;
}

async function insertRows(tx: Transaction | Database, emails: NewEmail[], now: Date): Promise<number> {
  const letters = await Promise.all(emails.map(renderEmail));
  // In the order of the keys, so that two transactions that queue the same mails wait for each other instead of both failing.
  // One array a column: the statement has the same text and a handful of parameters however many rows there are.
  const column = (values: (string | null)[]) => sql`${sql.param(values)}::text[]`;
  const result = await tx.execute(sql`
    insert into ${emailJobs} ("id", "dedupeKey", "toEmail", "template", "subject", "html", "text", "notAfter",
      "fromAddress", "status", "attempts", "nextAttemptAt", "createdAt", "updatedAt")
    select mail."id", mail."dedupeKey", mail."toEmail", mail."template", mail."subject", mail."html", mail."text",
      mail."notAfter"::timestamptz, ${env().EMAIL_FROM}, 'PENDING', 0, at.now, at.now, at.now
    from unnest(
      ${column(emails.map(newId))}, ${column(emails.map((mail) => mail.dedupeKey))},
      ${column(emails.map((mail) => mail.to.email))}, ${column(emails.map((mail) => mail.template))},
      ${column(letters.map((letter) => letter.subject))}, ${column(letters.map((letter) => letter.html))},
      ${column(letters.map((letter) => letter.text))},
      ${column(emails.map((mail) => mail.notAfter?.toISOString() ?? null))}
    ) as mail("id", "dedupeKey", "toEmail", "template", "subject", "html", "text", "notAfter"),
      (select ${now.toISOString()}::timestamptz as now) as at
    order by mail."dedupeKey"
    on conflict ("dedupeKey") do nothing`);
  return result.rowCount ?? 0;
}

/** Subject, html and text of a mail in its reader's language. */
export function renderEmail(email: NewEmail): Promise<Rendered> {
  const { locale } = email.to;
  // The union of mails keeps template, props and letter together; the compiler cannot follow it through the lookups.
  const template = templates[email.template] as Template<NewEmail["props"]>;
  const wording = textsFor(locale).letters[email.template] as Wording<Values>;
  return template.render(email.props, locale, wording);
}
