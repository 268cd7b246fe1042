import type { Metadata, Route } from "next";
import Link from "next/link";
import type { Incident } from "ronda/types";
import { one } from "#app/_http/one.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { incidentPath, systemPath } from "#app/admin/system/paths.ts";
import { titleOf } from "#app/admin/system/problem-words.ts";
import { isHandled } from "#app/admin/system/problems.ts";
import { ronda } from "#ronda.config.ts";
import { age } from "#texts/duration.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { BackLink } from "#ui/back-link.tsx";
import { Badge } from "#ui/badge.tsx";
import { Empty } from "#ui/empty.tsx";
import { Moment } from "#ui/moment.tsx";
import { Pages } from "#ui/pages.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).system.incidents.title };
}

const path = `${systemPath}/incidents`;
const incidentsAPage = 20;

/** What was wrong and what is, newest first. */
export default orNotFound(async function IncidentsPage({ searchParams }: PageProps<"/admin/system/incidents">) {
  const after = one((await searchParams).setelah);
  await requireAdmin(after ? `${path}?${new URLSearchParams({ setelah: after })}` : path);
  const [{ locale }, found] = await Promise.all([
    preferences(),
    ronda().incidents({ before: after, limit: incidentsAPage + 1 }),
  ]);
  const texts = textsFor(locale).system;
  const shown = found.slice(0, incidentsAPage);
  const next = found.length > incidentsAPage ? shown.at(-1)?.id : undefined;
  return (
    <div className="space-y-5">
      <header>
        <BackLink href={systemPath}>{texts.title}</BackLink>
        <h1 className="text-2xl font-extrabold sm:text-[1.75rem]">{texts.incidents.title}</h1>
        <p className="max-w-[70ch] text-ink-soft">{texts.incidents.lead}</p>
      </header>
      {shown.length === 0 && <Empty title={texts.incidents.none} />}
      {shown.length > 0 && (
        <ul className="divide-y divide-line border-y border-line">
          {shown.map((incident) => (
            <IncidentItem key={incident.id} incident={incident} locale={locale} />
          ))}
        </ul>
      )}
      <Pages
        before={after ? (path as Route) : undefined}
        after={next ? (`${path}?setelah=${next}` as Route) : undefined}
        texts={{ before: texts.runs.newest, after: texts.runs.older, label: texts.incidents.title }}
      />
    </div>
  );
});

function IncidentItem({ incident, locale }: { incident: Incident; locale: Locale }) {
  const texts = textsFor(locale).system.incidents;
  const { since, openedAt, resolvedAt } = incident;
  return (
    <li className="relative flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <Link
          href={incidentPath(incident.id)}
          prefetch={false}
          className="font-semibold break-words underline-offset-4 after:absolute after:inset-0 hover:underline"
        >
          {titleOf({ ...incident, sentence: null }, locale)}
        </Link>
        <p className="text-sm text-ink-soft tabular-nums">
          {/* In the order in which they were opened, which is the order of the list. */}
          <Moment at={openedAt} locale={locale} precision="dated" className="relative z-[1]" />
          {resolvedAt &&
            incident.ending !== "merged" &&
            ` · ${texts.lasted(age(resolvedAt.getTime() - since.getTime(), locale))}`}
        </p>
      </div>
      <StateOf incident={incident} locale={locale} />
    </li>
  );
}

/** Open or over, and how bad it is or was. */
export function StateOf({ incident, locale }: { incident: Incident; locale: Locale }) {
  const texts = textsFor(locale).system.incidents;
  if (incident.resolvedAt) {
    const isWell = incident.ending === "resolved" || incident.ending === "withdrawn";
    return (
      <Badge tone={isWell ? "ok" : "ended"} size="small">
        {incident.ending === "merged" ? texts.merged : isWell ? texts.over : texts.left}
      </Badge>
    );
  }
  return (
    <span className="flex flex-wrap gap-1.5">
      <Badge tone={incident.severity === "FAILED" ? "failed" : "stale"} size="small">
        {texts.open}
      </Badge>
      {isHandled({ incident }) && (
        <Badge tone="paused" size="small">
          {texts.handled}
        </Badge>
      )}
    </span>
  );
}
