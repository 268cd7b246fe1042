import Link from "next/link";
import type { ReactNode } from "react";
import type { Overview } from "ronda";
import type { ChannelOverview } from "ronda/types";
import { Section } from "#app/admin/section.tsx";
import { newFormKey } from "#domain/audit/record.ts";
import { count } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Facts } from "#ui/facts.tsx";
import { Moment } from "#ui/moment.tsx";
import { WithCode } from "#ui/with-code.tsx";
import { testChannelAction } from "./actions.ts";
import { channelAdvice } from "./notices.ts";
import { jobPath, runbookPath } from "./paths.ts";
import { schedulerFacts } from "./scheduler.ts";
import { VerbForm } from "./verb-form.tsx";
import { errorInWords } from "./words.ts";

type InstallationProps = {
  overview: Pick<Overview, "jobs" | "channels" | "patrol">;
  backupAt: Date | null;
  locale: Locale;
};

/** Where triggers come from, when the last backup was made, and where alerts go. */
export function Installation({ overview, backupAt, locale }: InstallationProps) {
  return (
    <div className="grid grid-cols-1 items-start gap-x-10 gap-y-8 lg:grid-cols-2">
      <Scheduler overview={overview} backupAt={backupAt} locale={locale} />
      <Channels channels={overview.channels} locale={locale} />
    </div>
  );
}

function Scheduler({ overview: { jobs, patrol }, backupAt, locale }: InstallationProps) {
  const texts = textsFor(locale).system.scheduler;
  const { sources, previousSecret, untriggered } = schedulerFacts(jobs);
  return (
    <Section title={texts.title}>
      <Facts
        className="border-y border-line"
        facts={[
          ...sources.map(({ source, jobs, since, last }) => ({
            name: texts.from,
            value: (
              <Lines key={source}>
                {`${texts.sources[source]}, ${texts.ofJobs(count(jobs, locale))}`}
                <span>
                  {texts.since} <Moment at={since} locale={locale} precision="dated" />
                </span>
                <span>
                  {texts.lastTrigger} <Moment at={last.at} locale={locale} /> ({last.job})
                </span>
              </Lines>
            ),
          })),
          ...(sources.length === 0 ? [{ name: texts.from, value: texts.nowhere }] : []),
          {
            name: texts.secret,
            value:
              previousSecret.length > 0 ? (
                <Lines>
                  {texts.previous(count(previousSecret.length, locale))}
                  <JobLinks names={previousSecret} />
                </Lines>
              ) : (
                texts.current
              ),
          },
          { name: texts.untriggered, value: untriggered.length > 0 && <JobLinks names={untriggered} /> },
          {
            name: texts.patrol,
            value: patrol.lastFinishedAt ? (
              <Moment at={patrol.lastFinishedAt} locale={locale} precision="full" />
            ) : (
              texts.never
            ),
          },
          {
            name: texts.backup,
            value: backupAt ? <Moment at={backupAt} locale={locale} precision="full" /> : texts.noBackup,
          },
        ]}
      />
      <p className="text-sm">
        <Link href={runbookPath("scheduler-down")} prefetch={false} className="underline underline-offset-4">
          {texts.runbook}
        </Link>
      </p>
    </Section>
  );
}

function Lines({ children }: { children: ReactNode[] }) {
  return children.map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
    <span key={index} className={index === 0 ? "block" : "block text-sm font-normal text-ink-soft"}>
      {line}
    </span>
  ));
}

function JobLinks({ names }: { names: string[] }) {
  return names.map((name) => (
    <Link key={name} href={jobPath(name)} prefetch={false} className="block underline-offset-4 hover:underline">
      {name}
    </Link>
  ));
}

function Channels({ channels, locale }: { channels: ChannelOverview[]; locale: Locale }) {
  const texts = textsFor(locale).system.channels;
  return (
    <Section title={texts.title}>
      {channels.length === 0 && <p className="text-ink-soft">{texts.none}</p>}
      <ul className="divide-y divide-line border-y border-line empty:hidden">
        {channels.map((channel) => (
          <Channel key={channel.name} channel={channel} locale={locale} />
        ))}
      </ul>
    </Section>
  );
}

function Channel({
  channel: { name, lastDeliveredAt, failing, waiting },
  locale,
}: {
  channel: ChannelOverview;
  locale: Locale;
}) {
  const { channels: texts, forms, attention } = textsFor(locale).system;
  const { whatToDo } = attention;
  return (
    <li id={`saluran-${name}`} className="flex scroll-mt-6 flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-semibold">{name}</p>
        <p className="text-sm text-ink-soft tabular-nums">
          {lastDeliveredAt ? (
            <>
              {texts.delivered} <Moment at={lastDeliveredAt} locale={locale} precision="dated" />
            </>
          ) : (
            texts.neverDelivered
          )}
          {/* While it fails, what waits is told with what has not got through. */}
          {waiting > 0 && !failing && ` · ${texts.waiting(count(waiting, locale))}`}
        </p>
        {failing && (
          <p className="text-sm break-words text-stale">
            {texts.failing(count(Math.max(1, failing.alerts), locale), errorInWords(failing.message, locale))}{" "}
            <Moment at={failing.since} locale={locale} />
            {". "}
            <WithCode>{channelAdvice(name, failing.message, locale)}</WithCode>{" "}
            <Link href={runbookPath("channel")} prefetch={false} className="underline underline-offset-4">
              {whatToDo}
            </Link>
          </p>
        )}
      </div>
      <VerbForm
        action={testChannelAction}
        hidden={{ channel: name, key: newFormKey() }}
        submit={forms.testChannel}
        accessibleLabel={forms.testChannelFor(name)}
        pending={forms.pending}
        tone="quiet"
        size="small"
        className="print:hidden"
      />
    </li>
  );
}
