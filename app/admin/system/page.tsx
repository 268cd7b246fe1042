import type { Metadata } from "next";
import { orNotFound } from "#app/or-not-found.tsx";
import { whenAvailable } from "#app/unavailable.ts";
import { clock } from "#clock.ts";
import { unbroken } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Notice } from "#ui/notice.tsx";
import { WithCode } from "#ui/with-code.tsx";
import { preferences } from "../../preferences.ts";
import { requireAdmin } from "../../visitor.ts";
import { AttentionList } from "./attention-list.tsx";
import { BooksCard } from "./books-card.tsx";
import { FoldSwitch } from "./fold-switch.tsx";
import { headline } from "./headline.ts";
import { JobCard } from "./job-card.tsx";
import { LiveStatus } from "./live-status.tsx";
import { readMorning } from "./morning.ts";
import { noticeInWords, toneOfNotice } from "./notices.ts";
import { RunsList } from "./runs-list.tsx";
import { Upcoming } from "./upcoming.tsx";

export const metadata: Metadata = { title: "System" };

/** The morning page: whether anything is wrong, what, and what to do about it. Whole at once, so that it needs no scripts. */
export default orNotFound(async function SystemPage({ searchParams }: PageProps<"/admin/system">) {
  const folded = (await searchParams).lipat === "1";
  const { name } = await requireAdmin(folded ? "/admin/system?lipat=1" : "/admin/system");
  const { locale } = await preferences();
  return <Morning folded={folded} locale={locale} personName={name} />;
});

type MorningProps = { folded: boolean; locale: Locale; personName: string };

async function Morning({ folded, locale, personName }: MorningProps) {
  const morning = await whenAvailable(readMorning({ folded }), undefined);
  if (!morning) return <WithoutDatabase locale={locale} />;
  const { overview, stuck, notices, lines, books } = morning;
  const { at, jobs } = overview;
  const texts = textsFor(locale).system;
  const { tone, sentence } = headline(morning, locale);
  return (
    <div className="space-y-8 lg:space-y-10">
      <header className="space-y-1.5">
        <h1 className="text-sm font-bold text-ink-soft">{texts.title}</h1>
        <LiveStatus tone={tone} sentence={unbroken(sentence)} checkedAt={at.toISOString()} locale={locale} />
      </header>

      {notices.map((notice) => (
        <Notice
          key={notice.kind === "channel" ? `channel ${notice.channel}` : notice.kind}
          tone={toneOfNotice[notice.kind]}
        >
          <WithCode>{noticeInWords(notice, locale)}</WithCode>
        </Notice>
      ))}
      <AttentionList jobs={jobs} stuck={stuck ?? []} at={at} locale={locale} />

      <section aria-labelledby="jobs" className="space-y-3">
        <h2 id="jobs" className="text-lg font-extrabold">
          {texts.jobs.title}
        </h2>
        {jobs.length === 0 && <p className="text-ink-soft">{texts.jobs.none}</p>}
        <div className="grid gap-4 md:grid-cols-2">
          {jobs.map((job) => (
            <JobCard key={job.name} job={job} locale={locale} personName={personName} />
          ))}
          <Upcoming jobs={jobs} at={at} locale={locale} />
        </div>
      </section>

      <BooksCard books={books} locale={locale} />

      <section aria-labelledby="runs" className="space-y-2">
        <div className="flex flex-wrap items-center justify-between gap-x-6">
          <h2 id="runs" className="text-lg font-extrabold">
            {texts.runs.title}
          </h2>
          <FoldSwitch folded={folded} locale={locale} />
        </div>
        <RunsList lines={lines} locale={locale} />
      </section>
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
        checkedAt={clock().toISOString()}
        locale={locale}
      />
    </header>
  );
}
