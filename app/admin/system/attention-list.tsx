import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import type { JobOverview } from "ronda";
import { policy } from "#domain/policy.ts";
import { age } from "#texts/duration.ts";
import { count, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { type BadgeTone, Shape } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { classes } from "#ui/classes.ts";
import { WithCode } from "#ui/with-code.tsx";
import { isFile } from "./headline.ts";
import { Since } from "./since.tsx";
import type { StuckMoney } from "./stuck-money.ts";
import { runOf, systemWords } from "./words.ts";

type AttentionListProps = { jobs: JobOverview[]; stuck: StuckMoney[]; at: Date; locale: Locale };

/** What is wrong, worst first: failed jobs, stuck money and lost files, late jobs. Nothing at all when nothing is. */
export function AttentionList({ jobs, stuck, at, locale }: AttentionListProps) {
  const failed = jobs.filter(({ health }) => health.badge === "FAILED");
  const stale = jobs.filter(({ health }) => health.badge === "STALE");
  if (failed.length + stale.length + stuck.length === 0) return null;
  return (
    <section aria-labelledby="attention" className="space-y-3">
      <h2 id="attention" className="text-lg font-extrabold">
        {textsFor(locale).system.attention.title}
      </h2>
      <ul className="space-y-2">
        {failed.map((job) => (
          <JobTrouble key={job.name} job={job} tone="failed" locale={locale} />
        ))}
        {stuck.map((money) => (
          <StuckBanner key={money.kind} money={money} at={at} locale={locale} />
        ))}
        {stale.map((job) => (
          <JobTrouble key={job.name} job={job} tone="stale" locale={locale} />
        ))}
      </ul>
    </section>
  );
}

function JobTrouble({ job, tone, locale }: { job: JobOverview; tone: "failed" | "stale"; locale: Locale }) {
  const texts = textsFor(locale).system.attention;
  const [reason] = job.health.reasons;
  if (!reason) return null;
  const runId = runOf(reason);
  return (
    <Row
      tone={tone}
      title={`${job.name}: ${systemWords(locale).reason(reason)}`}
      action={
        <Button asChild tone="quiet" size="small">
          {runId ? (
            <Link href={`/admin/system/runs/${runId}`} prefetch={false}>
              {reason.kind === "error" ? texts.seeError : texts.seeRun}
            </Link>
          ) : (
            <a href={`#job-${job.name}`}>{texts.seeJob}</a>
          )}
        </Button>
      }
    >
      <Since at={reason.since} locale={locale} />
    </Row>
  );
}

function StuckBanner({ money, at, locale }: { money: StuckMoney; at: Date; locale: Locale }) {
  const texts = textsFor(locale).system.attention;
  const amount = count(money.count, locale);
  const hours = (ms: number) => ms / 3_600_000;
  const sentence = {
    payments: () => texts.payments(amount, hours(policy.stalePaymentAfterMs)),
    payouts: () => texts.payouts(amount, hours(policy.stalePayoutAfterMs)),
    refunds: () => texts.refunds(amount, hours(policy.staleRefundAfterMs) / 24),
    photos: () => texts.photos(amount),
    papers: () => texts.papers(amount),
    mails: () => texts.mails(amount),
  }[money.kind]();
  return (
    <Row
      tone="stale"
      title={sentence}
      action={
        <Button asChild tone="quiet" size="small">
          <Link href={money.href as Route} prefetch={false}>
            {texts.seeList}
          </Link>
        </Button>
      }
    >
      {isWithoutMoney(money.kind) ? (
        <WithCode>{texts.restore[money.kind]}</WithCode>
      ) : (
        <strong className="font-bold text-ink">{rupiah(money.amountRupiah)}</strong>
      )}
      {" · "}
      {texts.oldest(age(at.getTime() - money.oldestAt.getTime(), locale))}
      {", "}
      <Since at={money.oldestAt} locale={locale} />
    </Row>
  );
}

/** What to do stands where the rupiah would. */
function isWithoutMoney(kind: StuckMoney["kind"]): kind is "photos" | "papers" | "mails" {
  return isFile(kind) || kind === "mails";
}

type RowProps = {
  tone: Extract<BadgeTone, "failed" | "stale">;
  title: string;
  action?: ReactNode;
  children: ReactNode;
};

function Row({ tone, title, action, children }: RowProps) {
  return (
    <li
      className={classes("flex gap-3 rounded-card px-4 py-3", tone === "failed" ? "bg-failed-tint" : "bg-stale-tint")}
    >
      <Shape tone={tone} className={classes("mt-1.5 size-3", tone === "failed" ? "text-failed" : "text-stale")} />
      <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p
          className={classes(
            "min-w-0 basis-full font-bold break-words sm:basis-0 sm:grow",
            tone === "failed" ? "text-failed" : "text-stale",
          )}
        >
          {title}
        </p>
        <p className="min-w-0 flex-1 basis-40 text-sm text-ink tabular-nums sm:order-last sm:basis-full">{children}</p>
        {action}
      </div>
    </li>
  );
}
