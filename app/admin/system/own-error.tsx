import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { whenAvailable } from "#app/_http/unavailable.ts";
import { clock } from "#clock.ts";
import { tripsBySlug } from "#domain/departures/admin-list.ts";
import { mailCause, providerWords } from "#domain/emails/cause.ts";
import { countUnsentMails, expiringMails } from "#domain/emails/waiting.ts";
import type { ReportedRule } from "#domain/ledger/books-error.ts";
import { type Unexplained, unexplainedOf } from "#domain/ledger/unexplained.ts";
import { isAboutAll, knownError, rowInWords, subjectOf } from "#domain/office/known-errors.ts";
import { count, unbroken } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Moment } from "#ui/moment.tsx";
import { unexplainedInWords } from "./unexplained-words.ts";

/**
 * What is behind an error of our own jobs, with links to where it is mended: the bookings that do not add up, or the mails
 * that wait and the provider's own page. Nothing for every other error.
 */
export function OwnErrorDetails({ message, locale }: { message: string; locale: Locale }): ReactNode {
  const known = knownError(message);
  switch (known?.kind) {
    case "books":
      return <BrokenBooks rules={known.rules} locale={locale} />;
    case "mails":
      return <RefusedMails refusal={known.refusal} locale={locale} />;
    case "unsent":
      return <WaitingMails locale={locale} />;
    default:
      return null;
  }
}

/** Whether the words about an error leave nothing of it out; a run's stack has it as it was. */
export function isFullyExplained(message: string): boolean {
  const kind = knownError(message)?.kind;
  return kind === "books" || kind === "mails";
}

const link = "font-semibold underline underline-offset-4";

/** Every row that is wrong, in words, each with the way to it. */
async function BrokenBooks({ rules, locale }: { rules: ReportedRule[]; locale: Locale }) {
  const texts = textsFor(locale).errors.books;
  const namesOf = (subject: ReturnType<typeof subjectOf>) =>
    rules.flatMap((rule) => rule.rows.flatMap((row) => (subjectOf(rule, row) === subject ? (row.of ?? []) : [])));
  const [slugs, codes] = [namesOf("trip"), namesOf("booking")];
  const [named, unexplained] = await Promise.all([
    slugs.length > 0 ? tripsBySlug(slugs) : [],
    whenAvailable(unexplainedOf({ bookings: codes, trips: slugs, transfers: namesOf("transfer") }), null),
  ]);
  const trips = new Map(named.map((trip) => [trip.slug, trip]));
  // What all money comes to is off by what these are off.
  const told = rules.filter((rule) => !isAboutAll(rule) || codes.length === 0);
  return (
    <ul className="my-1 list-disc space-y-1 pl-4 text-sm text-ink">
      {told.flatMap((rule) => [
        ...rule.rows.map((row) => {
          const { of } = row;
          const trip = of === null ? undefined : trips.get(of);
          const subject = subjectOf(rule, row);
          const place = subject === "transfer" ? "transfers" : "bookings";
          const href = trip ? `/admin/trips/${trip.id}` : `/admin/${place}/${of}`;
          const isLinked = of !== null && (trip !== undefined || /^(ST|TF)-/.test(of));
          return (
            <li key={`${rule.rule} ${of} ${row.what}`} className="break-words">
              {isLinked ? (
                <Link href={href as Route} prefetch={false} className={link}>
                  {trip?.title ?? texts[subject](of)}
                </Link>
              ) : (
                of && texts[subject](of)
              )}
              {of !== null && ": "}
              {unbroken(rowInWords(rule, row, locale))}
              {of !== null && subject !== "line" && unexplained && (
                <WrongFigures found={unexplained.filter((each) => each.of === of)} locale={locale} />
              )}
            </li>
          );
        }),
        rule.more > 0 && <li key={`${rule.rule} more`}>{texts.more(count(rule.more, locale))}</li>,
      ])}
    </ul>
  );
}

/** Which of its figures is the wrong one, by what the history says. */
function WrongFigures({ found, locale }: { found: Unexplained[]; locale: Locale }) {
  const texts = textsFor(locale).errors.books;
  if (found.length === 0) return <span className="block">{texts.allExplained}</span>;
  return found.map((each) => (
    <strong key={`${each.entity} ${each.id} ${each.column}`} className="block font-semibold">
      {unbroken(unexplainedInWords(each, locale))}
    </strong>
  ));
}

/** Where a cause is mended at the provider's. */
const providerPages: Record<string, string> = {
  domain: "https://resend.com/domains",
  testing: "https://resend.com/domains",
  key: "https://resend.com/api-keys",
  suspended: "https://resend.com/settings/billing",
  quota: "https://resend.com/settings/usage",
};

function RefusedMails({ refusal, locale }: { refusal: string; locale: Locale }) {
  const { admin, errors } = textsFor(locale);
  const page = providerPages[mailCause(refusal)];
  return (
    <>
      <span className="block text-sm text-ink-soft wrap-anywhere">{admin.emails.quoted(providerWords(refusal))}</span>
      <WaitingMails locale={locale}>
        {page && (
          <>
            {" · "}
            <a href={page} target="_blank" rel="noopener noreferrer" className={link}>
              {errors.mail.provider}
            </a>
          </>
        )}
      </WaitingMails>
    </>
  );
}

async function WaitingMails({ locale, children }: { locale: Locale; children?: ReactNode }) {
  const texts = textsFor(locale).errors.mail;
  const [mails, expiring] = await Promise.all([countUnsentMails(), expiringMails(clock())]);
  return (
    <span className="block text-sm text-ink tabular-nums">
      {mails > 0 ? texts.waiting(count(mails, locale)) : texts.noneWaiting}{" "}
      {expiring.firstAt && (
        <>
          {texts.expiring(count(expiring.count, locale))} <Moment at={expiring.firstAt} locale={locale} />.{" "}
        </>
      )}
      <Link href={"/admin/emails?daftar=waiting" as Route} prefetch={false} className={link}>
        {texts.seeWaiting}
      </Link>
      {children}
    </span>
  );
}
