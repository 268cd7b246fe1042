import Link from "next/link";
import type { RunSummary } from "ronda";
import { duration } from "#texts/duration.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { clockTime } from "#texts/moments.ts";
import { Moment } from "#ui/moment.tsx";
import type { RunLine } from "./collapse.ts";
import { HeldRuns } from "./held-runs.tsx";
import { runPath } from "./paths.ts";
import { resultInWords, runInWords } from "./payload-words.ts";
import { RunStatusBadge, toneOfRun } from "./run-status.tsx";
import { errorInWords, systemWords } from "./words.ts";

type RunsListProps = {
  lines: RunLine[];
  locale: Locale;
  /** Where all runs are of one job, its name stands above them. */
  ofOneJob?: boolean;
  /** In a narrow column, where a table has no room. */
  asList?: boolean;
};

/** Runs, newest first: a table on a desk, a line each on a phone. */
export function RunsList({ lines, locale, ofOneJob = false, asList = false }: RunsListProps) {
  const drawing = { locale, ofOneJob };
  return (
    <HeldRuns
      locale={locale}
      asList={asList}
      head={<RunsHead {...drawing} />}
      runIds={lines
        .flatMap(({ run, collapsed }) => [run.id, ...collapsed.map(({ id }) => id)])
        .sort()
        .reverse()}
      lines={lines.map((line) => ({
        id: line.run.id,
        row: <RunRow key={line.run.id} line={line} {...drawing} />,
        entry: <RunItem key={line.run.id} line={line} {...drawing} />,
      }))}
    />
  );
}

type Drawing = { locale: Locale; ofOneJob: boolean };

function RunsHead({ locale, ofOneJob }: Drawing) {
  const texts = textsFor(locale).system.runs;
  const columns = [
    [texts.time, "w-38"],
    [ofOneJob ? texts.trigger : texts.job, "w-40"],
    [texts.status, "w-28"],
    [texts.duration, "w-20 text-right"],
    [texts.payload, "w-[26%] pl-6"],
    [texts.error, ""],
  ];
  return (
    <thead>
      <tr className="border-b border-line-strong/50 text-left text-sm text-ink-soft">
        {columns.map(([name, look]) => (
          <th key={name} scope="col" className={`py-2 pr-3 font-semibold wrap-normal ${look}`}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function RunRow({ line: { run, collapsed }, locale, ofOneJob }: { line: RunLine } & Drawing) {
  const cell = "py-1.5 pr-3 align-middle";
  return (
    <tr className="transition-colors duration-150 hover:bg-sand">
      <td className={cell}>
        <Moment at={timeOf(run)} locale={locale} />
      </td>
      <td className={cell}>
        <RunLink run={run} locale={locale} ofOneJob={ofOneJob} className="block truncate" />
      </td>
      <td className={cell}>
        <RunStatusBadge run={run} words={systemWords(locale).outcome(run)} />
      </td>
      <td className={`${cell} text-right whitespace-nowrap tabular-nums`}>{durationOf(run, locale)}</td>
      {collapsed.length > 0 ? (
        <td colSpan={2} className={`${cell} truncate pl-6 text-sm text-ink-soft`}>
          {collapsedInWords(collapsed, locale)}
        </td>
      ) : (
        <>
          <td className={`${cell} truncate pl-6 text-sm`} title={resultOf(run, locale)}>
            {resultOf(run, locale) || "–"}
          </td>
          <td className={`${cell} truncate text-sm`} title={runErrorInWords(run, locale)}>
            <RunError run={run} locale={locale} />
          </td>
        </>
      )}
    </tr>
  );
}

function RunItem({ line: { run, collapsed }, locale, ofOneJob }: { line: RunLine } & Drawing) {
  const result = resultOf(run, locale);
  return (
    <li className="relative space-y-0.5 py-2.5">
      <div className="flex items-center justify-between gap-3">
        <RunLink
          run={run}
          locale={locale}
          ofOneJob={ofOneJob}
          className="min-w-0 truncate after:absolute after:inset-0"
        />
        <RunStatusBadge run={run} words={systemWords(locale).outcome(run)} />
      </div>
      <p className="truncate text-sm text-ink-soft tabular-nums">
        <Moment at={timeOf(run)} locale={locale} className="relative z-[1]" />
        {run.durationMs !== null && collapsed.length === 0 && ` · ${durationOf(run, locale)}`}
        {collapsed.length > 0 ? ` · ${collapsedInWords(collapsed, locale)}` : result && ` · ${result}`}
      </p>
      {runErrorInWords(run, locale) && (
        <p className="line-clamp-2 text-sm break-words">
          <RunError run={run} locale={locale} />
        </p>
      )}
    </li>
  );
}

function RunLink({ run, locale, ofOneJob, className }: { run: RunSummary; className: string } & Drawing) {
  const { runs: texts } = textsFor(locale).system;
  const trigger = systemWords(locale).trigger(run.trigger);
  return (
    <Link
      href={runPath(run.id)}
      // Twenty pages that nobody may open are not worth asking for at each refresh.
      prefetch={false}
      title={texts.open(run.jobName)}
      className={`font-semibold underline-offset-4 hover:underline ${className}`}
    >
      {ofOneJob ? trigger : run.jobName}
    </Link>
  );
}

/** How many empty successes a line stands for, and since when. */
function collapsedInWords(collapsed: RunSummary[], locale: Locale): string {
  const oldest = collapsed.at(-1);
  const since = oldest ? clockTime(timeOf(oldest), locale, "WIB") : "";
  return textsFor(locale).system.runs.collapsed(collapsed.length + 1, since);
}

function RunError({ run, locale }: { run: RunSummary; locale: Locale }) {
  const isFailure = run.errorMessage && toneOfRun(run) === "failed";
  return (
    <span className={isFailure ? "font-medium text-failed" : "text-ink-soft"}>
      {runErrorInWords(run, locale) ?? "–"}
    </span>
  );
}

/** Why it ended as it did, or what is worth knowing of it; nothing where nothing is. */
function runErrorInWords({ errorMessage, reason }: RunSummary, locale: Locale): string | undefined {
  if (errorMessage) return errorInWords(errorMessage, locale);
  return reason ? systemWords(locale).runReason(reason) : undefined;
}

/** What a success did is a sentence; what another run had counted by its end is named. */
const resultOf = ({ jobName, status, payload }: RunSummary, locale: Locale) =>
  status === "SUCCESS" ? runInWords(jobName, payload, locale) : resultInWords(payload, locale);
const timeOf = ({ startedAt, slotAt, createdAt }: RunSummary) => startedAt ?? slotAt ?? createdAt;
const durationOf = ({ durationMs }: RunSummary, locale: Locale) =>
  durationMs === null ? "–" : duration(durationMs, locale);
