import type { Metadata, Route } from "next";
import { whenAvailable } from "#app/_http/unavailable.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { waiting } from "#app/admin/waiting.ts";
import { clock } from "#clock.ts";
import { jobs } from "#jobs/index.ts";
import { unbroken } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Notice } from "#ui/notice.tsx";
import { TextLink } from "#ui/text-link.tsx";
import { WithCode } from "#ui/with-code.tsx";
import { AttentionList } from "./attention-list.tsx";
import { BooksCard } from "./books-card.tsx";
import { headline } from "./headline.ts";
import { Installation } from "./installation.tsx";
import { JobCard } from "./job-card.tsx";
import { LiveStatus } from "./live-status.tsx";
import { readMorning } from "./morning.ts";
import { NoticeLinks } from "./notice-links.tsx";
import { isGrave, noticeInWords, toneOfNotice } from "./notices.ts";
import { systemPath } from "./paths.ts";
import { isHandled } from "./problems.ts";
import { pausedBeside } from "./rooms.ts";
import { type RunListParams, runListAddress, runListParams } from "./run-list.ts";
import { RunsSection } from "./runs-section.tsx";
import { TrustClock } from "./trust-clock.tsx";
import { Upcoming } from "./upcoming.tsx";

export const metadata: Metadata = { title: "System" };

/** The morning page: whether anything is wrong, what, and what to do about it. Whole at once, so that it needs no scripts. */
export default orNotFound(async function SystemPage({ searchParams }: PageProps<"/admin/system">) {
  const shown = runListParams(
    await searchParams,
    jobs.map(({ name }) => name),
  );
  const { name } = await requireAdmin(runListAddress(systemPath, shown));
  const { locale } = await preferences();
  return <Morning shown={shown} locale={locale} personName={name} />;
});

type MorningProps = { shown: RunListParams; locale: Locale; personName: string };

async function Morning({ shown, locale, personName }: MorningProps) {
  const [morning, waits] = await Promise.all([
    whenAvailable(readMorning(shown), undefined),
    whenAvailable(waiting(), undefined),
  ]);
  const ready = waits?.payouts;
  if (!morning) return <WithoutDatabase locale={locale} />;
  const { overview, notices, runs, books, unusual, backupAt } = morning;
  const { at, jobs } = overview;
  const texts = textsFor(locale).system;
  const { tone, sentence, mainLength, wrong } = headline(morning, locale);
  return (
    <div className="space-y-6 sm:space-y-8 lg:space-y-10">
      <header className="space-y-1.5">
        <h1 className="text-sm font-bold text-ink-soft">{texts.title}</h1>
        <LiveStatus
          tone={tone}
          sentence={unbroken(sentence)}
          mainLength={mainLength}
          wrong={wrong}
          checkedAt={at.toISOString()}
          locale={locale}
        />
        <p className="flex flex-wrap gap-x-5 text-sm print:hidden">
          <TextLink href={`${systemPath}/incidents` as Route}>{texts.incidents.title}</TextLink>
          <TextLink href={`${systemPath}/panduan` as Route}>{texts.runbook.title}</TextLink>
        </p>
      </header>

      {notices.filter(isGrave).map((notice) => (
        <Notice key={notice.kind} tone={toneOfNotice[notice.kind]}>
          <WithCode>{noticeInWords(notice, locale)}</WithCode>
          <NoticeLinks notice={notice} locale={locale} />
          {notice.kind === "clock" && <TrustClock leapMs={notice.leapMs} locale={locale} />}
        </Notice>
      ))}
      {overview.watches.length > 0 && overview.watches.every(({ checkedAt }) => checkedAt === null) && (
        <Notice>{texts.attention.unchecked}</Notice>
      )}
      <AttentionList
        overview={overview}
        notices={notices.filter((notice) => !isGrave(notice))}
        unusual={unusual}
        locale={locale}
      />

      {/* What comes next stands before the jobs, which are a line each on a phone and cards on a desk. */}
      <div className="grid grid-cols-1 items-start gap-x-10 gap-y-8 lg:grid-cols-2">
        <Upcoming overview={overview} locale={locale} />
        <BooksCard books={books} ready={ready} locale={locale} />
      </div>
      <section aria-labelledby="jobs">
        <h2 id="jobs" className="text-lg font-extrabold">
          {texts.jobs.title}
        </h2>
        {jobs.length === 0 && <p className="mt-2 text-ink-soft">{texts.jobs.none}</p>}
        <div className="mt-1 divide-y divide-line border-b border-line md:mt-3 md:grid md:gap-4 md:divide-y-0 md:border-b-0 lg:grid-cols-2">
          {jobs.map((job) => (
            <JobCard
              key={job.name}
              job={job}
              isHandled={overview.incidents.some(
                (incident) =>
                  incident.subject.kind === "job" && incident.subject.name === job.name && isHandled({ incident }),
              )}
              beside={pausedBeside(job.name, jobs)}
              locale={locale}
              personName={personName}
            />
          ))}
        </div>
      </section>

      <RunsSection
        title={texts.runs.title}
        path={systemPath}
        shown={shown}
        runs={runs}
        jobNames={jobs.map(({ name }) => name)}
        locale={locale}
      />

      <Installation overview={overview} backupAt={backupAt} locale={locale} />
    </div>
  );
}

/** What can be said when the runs themselves cannot be read: that, and from when on it is tried again. */
function WithoutDatabase({ locale }: { locale: Locale }) {
  const texts = textsFor(locale).system;
  return (
    <header className="space-y-1.5">
      <h1 className="text-sm font-bold text-ink-soft">{texts.title}</h1>
      <LiveStatus
        tone="failed"
        sentence={unbroken(texts.headline.databaseAway)}
        wrong={1}
        checkedAt={clock().toISOString()}
        locale={locale}
      />
    </header>
  );
}
