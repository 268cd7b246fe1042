import type { Metadata, Route } from "next";
import Link from "next/link";
import type { Overview } from "ronda";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import type { Total, Waiting } from "#domain/office/waiting.ts";
import { ronda } from "#ronda.config.ts";
import { count, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Shape } from "#ui/badge.tsx";
import { Empty } from "#ui/empty.tsx";
import { ArrowRight } from "#ui/icons.tsx";
import { listAddress } from "./params.ts";
import { jobsInShort } from "./system/headline.ts";
import { waiting } from "./waiting.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).admin.title };
}

/** What waits for somebody today, each with the way there. */
export default orNotFound(async function AdminPage() {
  await requireAdmin("/admin");
  const [{ locale }, waits, overview] = await Promise.all([preferences(), waiting(), ronda().overview()]);
  const texts = textsFor(locale).admin;
  const tasks = tasksOf(waits, locale).filter((task) => task.count > 0);
  return (
    <div className="max-w-3xl space-y-8">
      <h1 className="text-2xl font-extrabold tracking-tight sm:text-[1.75rem]">{texts.title}</h1>
      {tasks.length === 0 ? (
        <Empty title={texts.home.nothing} lead={texts.home.nothingLead} />
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {tasks.map((task) => (
            <TaskLine key={task.href} task={task} locale={locale} />
          ))}
        </ul>
      )}
      <JobsLine overview={overview} locale={locale} />
    </div>
  );
});

type Task = { href: string; name: string; count: number; amountRupiah?: number };

function tasksOf(waits: Waiting, locale: Locale): Task[] {
  const texts = textsFor(locale).admin.home;
  const {
    proofs,
    disputes,
    refunds,
    refundsWithoutAccount,
    payouts,
    transfers,
    statementLines,
    applications,
    deadMails,
  } = waits;
  const refundsAt = (list: string) => listAddress("/admin/refunds", { list });
  const total = (href: string, name: string, { count, amountRupiah }: Total) => ({ href, name, count, amountRupiah });
  return [
    total("/admin/payments", texts.proofs, proofs),
    total(refundsAt("disputes"), texts.disputes, disputes),
    total(refundsAt("transfer"), texts.refunds, refunds),
    total("/admin/payouts", texts.payouts, payouts),
    total("/admin/transfers", texts.transfers, transfers),
    total("/admin/bank", texts.statementLines, statementLines),
    { href: "/admin/users", name: texts.applications, count: applications },
    { href: "/admin/emails", name: texts.deadMails, count: deadMails },
    total(refundsAt("no-account"), texts.refundsWithoutAccount, refundsWithoutAccount),
  ];
}

function TaskLine({ task, locale }: { task: Task; locale: Locale }) {
  return (
    <li>
      <Link
        href={task.href as Route}
        prefetch={false}
        className="flex min-h-16 items-center gap-4 rounded-control px-2 py-3 transition-colors duration-150 hover:bg-sand"
      >
        <span className="min-w-10 text-right text-2xl font-extrabold tabular-nums">{count(task.count, locale)}</span>
        <span className="min-w-0 flex-1">
          <span className="block font-semibold">{task.name}</span>
          {task.amountRupiah !== undefined && (
            <span className="block text-sm text-ink-soft tabular-nums">{rupiah(task.amountRupiah)}</span>
          )}
        </span>
        <ArrowRight aria-hidden="true" className="size-5 shrink-0 text-ink-soft" />
      </Link>
    </li>
  );
}

/** How the jobs are, in the figures of the page that it leads to. */
function JobsLine({ overview, locale }: { overview: Overview; locale: Locale }) {
  const texts = textsFor(locale).admin.home;
  const { tone, parts } = jobsInShort(overview, locale);
  const look = { ok: "text-ok", stale: "text-stale", failed: "text-failed", paused: "text-paused", running: "" }[tone];
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="flex items-start gap-3">
        <Shape tone={tone} className={`mt-1.5 size-3.5 shrink-0 ${look}`} />
        <span>
          <strong className="font-semibold">{texts.jobs}: </strong>
          {parts.length === 0 ? texts.jobsWell(count(overview.jobs.length, locale)) : parts.join(", ")}
        </span>
      </span>
      <Link
        href="/admin/system"
        className="inline-flex min-h-11 items-center font-semibold underline underline-offset-4"
      >
        {texts.seeSystem}
      </Link>
    </p>
  );
}
