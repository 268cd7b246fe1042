import type { Route } from "next";
import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import type { AuditEntry } from "#domain/audit-trail/queries.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { ChevronDown } from "#ui/icons.tsx";
import { Moment } from "#ui/moment.tsx";
import { changeSentence } from "./change-sentence.ts";
import { differences, readable } from "./differences.ts";
import { jobPath } from "./system/paths.ts";

type AuditTrailProps = {
  changes: AuditEntry[];
  locale: Locale;
  /** The address of the page on which this stands: no change leads to where one is. */
  here?: string;
};

/** Who did what and when, the newest first, each as a sentence; folded, what stood in the row and what stands there now. */
export function AuditTrail({ changes, locale, here }: AuditTrailProps) {
  return (
    <ol className="divide-y divide-line border-y border-line">
      {changes.map((change) => (
        <li key={change.id} className="grid gap-x-6 py-3 md:grid-cols-[11rem_minmax(0,1fr)]">
          <div className="text-sm text-ink-soft">
            <Moment at={change.createdAt} locale={locale} precision="full" />
          </div>
          <div className="min-w-0">
            <p className="wrap-anywhere">
              <Actor actor={change.actor} locale={locale} /> {changeSentence(change, locale)}{" "}
              <About change={change} here={here} />
            </p>
            <Details change={change} locale={locale} />
          </div>
        </li>
      ))}
    </ol>
  );
}

const link = "font-semibold underline underline-offset-4";

/** What the change was about, where that is another page than this one. */
function About({ change, here }: { change: AuditEntry; here?: string }): ReactNode {
  const page = pageOf(change);
  if (!page || page.href === here) return null;
  return (
    <Link href={page.href} prefetch={false} className={link}>
      {page.name}
    </Link>
  );
}

function pageOf({ entity, entityId, booking, named, personId }: AuditEntry): { href: Route; name: string } | undefined {
  const to = (href: string, name: string | null) => ({ href: href as Route, name: name ?? entityId });
  if (personId) return to(`/admin/users/${personId}`, named);
  if (entity === "Trip" && named) return to(`/admin/trips/${entityId}`, named);
  if (entity.startsWith("Transfer") && named) return to(`/admin/transfers/${named}`, named);
  if (entity === "EmailJob" && named) return to(`/admin/emails/${entityId}`, named);
  if (entity === "CronJob") return to(jobPath(entityId), entityId);
  return booking ? to(`/admin/bookings/${booking}`, booking) : undefined;
}

function Actor({ actor: { type, id, name }, locale }: { actor: AuditEntry["actor"]; locale: Locale }) {
  const texts = textsFor(locale).admin.history;
  if (!name || !id) {
    return <span className="font-semibold">{type === "CRON" && id ? texts.job(id) : texts.nobody[type]}</span>;
  }
  return (
    <Link
      href={`/admin/users/${id}` as Route}
      prefetch={false}
      className="font-semibold underline-offset-4 hover:underline"
    >
      {name}
    </Link>
  );
}

/** Column by column, for whoever wants to know exactly. */
function Details({ change, locale }: { change: AuditEntry; locale: Locale }) {
  const { history, audit } = textsFor(locale).admin;
  const changed = differences(change.before, change.after);
  return (
    <details className="group text-sm">
      <summary className="inline-flex min-h-11 cursor-pointer list-none items-center gap-1 text-ink-soft sm:min-h-8 [&::-webkit-details-marker]:hidden">
        {history.details}
        <ChevronDown aria-hidden="true" className="size-4 transition-transform duration-150 group-open:rotate-180" />
      </summary>
      <p className="text-ink-soft">
        <span className="font-mono text-[13px]">{change.action}</span> · {change.entity}{" "}
        <span className="font-mono text-[13px] break-all">{change.entityId}</span>
      </p>
      {changed.length === 0 && <p className="text-ink-soft">{audit.nothing}</p>}
      <dl className="mt-1 grid grid-cols-[minmax(0,auto)_minmax(55%,1fr)] gap-x-4 gap-y-0.5 md:grid-cols-[8.5rem_minmax(0,1fr)]">
        {changed.map(({ name, was, is }) => (
          <Fragment key={name}>
            <dt className="break-words text-ink-soft">{name}</dt>
            <dd className="min-w-0 wrap-anywhere tabular-nums">
              {was !== undefined && (
                <>
                  <span className="sr-only">{audit.from} </span>
                  <del className={was === null ? "text-ink-soft no-underline" : "text-failed decoration-1"}>
                    {was === null ? audit.unset : readable(name, was, locale)}
                  </del>
                  <span aria-hidden="true"> → </span>
                  <span className="sr-only">{audit.to} </span>
                </>
              )}
              <ins className="text-ok no-underline">{is === null ? audit.unset : readable(name, is, locale)}</ins>
            </dd>
          </Fragment>
        ))}
      </dl>
    </details>
  );
}
