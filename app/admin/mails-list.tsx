import type { Route } from "next";
import Link from "next/link";
import type { ListedEmail } from "#domain/emails/listed.ts";
import { policy } from "#domain/policy.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Moment } from "#ui/moment.tsx";
import { Cause } from "./cause-words.tsx";
import { EmailAddress } from "./email-address.tsx";
import { type Column, Records } from "./records.tsx";
import { State } from "./states.tsx";

/** Mails by subject, each leading to its own page. */
export function MailsList({ mails, label, locale }: { mails: ListedEmail[]; label: string; locale: Locale }) {
  const texts = textsFor(locale).admin.emails;
  const columns: Column<ListedEmail>[] = [
    { name: texts.columns.subject, cell: (mail) => <Subject mail={mail} /> },
    { name: texts.columns.to, cell: ({ toEmail }) => <EmailAddress email={toEmail} /> },
    {
      name: texts.columns.state,
      cell: ({ list, attempts, lastError, endCause }) => (
        <>
          <State of="email" status={list} locale={locale} />
          {attempts > 0 && list !== "sent" && (
            <span className="ml-2 text-sm text-ink-soft tabular-nums">
              {texts.attempts(attempts, policy.emailMaxAttempts)}
            </span>
          )}
          {(endCause || lastError) && list !== "sent" && <Cause of={{ endCause, lastError }} locale={locale} brief />}
        </>
      ),
    },
    {
      name: texts.columns.at,
      cell: (mail) => (
        <>
          <Moment at={timeOf(mail)} locale={locale} />
          {mail.list === "failed" && <span className="block text-sm text-ink-soft">{texts.next.toLowerCase()}</span>}
        </>
      ),
    },
  ];
  return <Records label={label} rows={mails} columns={columns} keyOf={({ id }) => id} />;
}

function Subject({ mail: { id, subject, template } }: { mail: ListedEmail }) {
  return (
    <>
      <Link
        href={`/admin/emails/${id}` as Route}
        prefetch={false}
        className="font-semibold underline-offset-4 hover:underline"
      >
        {subject}
      </Link>
      <span className="block font-mono text-[13px] font-normal text-ink-soft">{template}</span>
    </>
  );
}

function timeOf({ list, sentAt, nextAttemptAt, discardedAt, updatedAt }: ListedEmail): Date {
  if (list === "sent") return sentAt ?? updatedAt;
  if (list === "discarded") return discardedAt ?? updatedAt;
  return list === "dead" ? updatedAt : nextAttemptAt;
}
