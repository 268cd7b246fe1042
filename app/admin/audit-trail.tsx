import type { Route } from "next";
import Link from "next/link";
import { Fragment } from "react";
import type { AuditEntry } from "#domain/audit-trail/queries.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Moment } from "#ui/moment.tsx";
import { differences, readable } from "./differences.ts";
import { jobPath } from "./system/paths.ts";

type AuditTrailProps = {
  changes: AuditEntry[];
  locale: Locale;
  linked?: boolean;
  /** The code of the booking on whose own page this stands: there the log is what one does not see yet. */
  ofBooking?: string;
};

/** Who changed what, the newest first, each change as what stood there and what stands there now. `linked` leads on to everything else about the row. */
export function AuditTrail({ changes, locale, linked = false, ofBooking }: AuditTrailProps) {
  return (
    <ol className="divide-y divide-line border-y border-line">
      {changes.map((change) => (
        <li key={change.id} className="grid gap-x-6 gap-y-1 py-3 md:grid-cols-[11rem_minmax(0,1fr)]">
          <div className="text-sm">
            <Moment at={change.createdAt} locale={locale} precision="full" />
            <div>
              <Actor actor={change.actor} locale={locale} />
            </div>
          </div>
          <div className="min-w-0">
            <p className="font-mono text-sm font-semibold">{change.action}</p>
            <p className="text-sm text-ink-soft">
              {change.entity}{" "}
              {linked ? (
                <Link
                  href={placeOf(change, ofBooking)}
                  prefetch={false}
                  className="inline-block font-mono text-[13px] break-all underline underline-offset-4"
                >
                  {change.entityId}
                </Link>
              ) : (
                <span className="inline-block font-mono text-[13px] break-all">{change.entityId}</span>
              )}
            </p>
            <Differences change={change} locale={locale} />
          </div>
        </li>
      ))}
    </ol>
  );
}

/** The page about what was changed; where it has none of its own, everything that was done to it. */
function placeOf({ entity, entityId, booking }: AuditEntry, ofBooking: string | undefined): Route {
  const own: Record<string, string> = {
    Trip: `/admin/trips/${entityId}`,
    User: `/admin/users/${entityId}`,
    EmailJob: `/admin/emails/${entityId}`,
    CronJob: jobPath(entityId),
  };
  if (booking && booking !== ofBooking) return `/admin/bookings/${booking}` as Route;
  return (own[entity] ?? `/admin/audit?${new URLSearchParams({ data: entity, id: entityId })}`) as Route;
}

function Actor({ actor: { type, id, name }, locale }: { actor: AuditEntry["actor"]; locale: Locale }) {
  const word = textsFor(locale).admin.words.actor[type];
  if (!name || !id) return <span className="text-ink-soft">{id ? `${word} ${id}` : word}</span>;
  return (
    <>
      <Link
        href={`/admin/users/${id}` as Route}
        prefetch={false}
        className="font-semibold underline-offset-4 hover:underline"
      >
        {name}
      </Link>
      <span className="text-ink-soft"> · {word}</span>
    </>
  );
}

function Differences({ change: { before, after }, locale }: { change: AuditEntry; locale: Locale }) {
  const texts = textsFor(locale).admin.audit;
  const changed = differences(before, after);
  if (changed.length === 0) return <p className="text-sm text-ink-soft">{texts.nothing}</p>;
  return (
    <dl className="mt-1 grid grid-cols-[minmax(0,auto)_minmax(55%,1fr)] gap-x-4 gap-y-0.5 text-sm md:grid-cols-[8.5rem_minmax(0,1fr)]">
      {changed.map(({ name, was, is }) => (
        <Fragment key={name}>
          <dt className="break-words text-ink-soft">{name}</dt>
          <dd className="min-w-0 wrap-anywhere tabular-nums">
            {was !== undefined && (
              <>
                <span className="sr-only">{texts.from} </span>
                <del className={was === null ? "text-ink-soft no-underline" : "text-failed decoration-1"}>
                  {was === null ? texts.unset : readable(name, was, locale)}
                </del>
                <span aria-hidden="true"> → </span>
                <span className="sr-only">{texts.to} </span>
              </>
            )}
            <ins className="text-ok no-underline">{is === null ? texts.unset : readable(name, is, locale)}</ins>
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
