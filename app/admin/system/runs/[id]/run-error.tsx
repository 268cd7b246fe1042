import Link from "next/link";
import type { ReactNode } from "react";
import type { Run } from "ronda";
import { isRestart } from "ronda/words";
import { isFullyExplained, OwnErrorDetails } from "#app/admin/system/own-error.tsx";
import { runbookPartOf } from "#app/admin/system/panduan/part-of.ts";
import { runbookPath } from "#app/admin/system/paths.ts";
import { CopyCommand } from "#app/admin/system/problem-details.tsx";
import { systemWords } from "#app/admin/system/words.ts";
import { knownError } from "#domain/office/known-errors.ts";
import { jobs } from "#jobs/index.ts";
import { moneyReconcile } from "#jobs/money-reconcile.ts";
import { unbroken } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { classes } from "#ui/classes.ts";
import { CodeBlock } from "#ui/code-block.tsx";
import { Disclosure } from "#ui/disclosure.tsx";
import { WithCode } from "#ui/with-code.tsx";

/**
 * What went wrong, in plain words also where it is a driver's error, which stands below them as it is; what that means, what
 * to press (`children`), and the stack for whoever mends the code. Only the children where nothing went wrong.
 */
export function RunError({ run, locale, children }: { run: Run; locale: Locale; children: ReactNode }) {
  const texts = textsFor(locale).system.run;
  if (!run.errorMessage || isRestart(run)) return children;
  const [first = "", ...rest] = run.errorMessage.split("\n");
  const cause = systemWords(locale).cause(run.errorMessage);
  const original = isFullyExplained(run.errorMessage) ? "" : cause ? run.errorMessage : rest.join("\n");
  return (
    <section aria-labelledby="error" className="rounded-card bg-failed-tint px-4 py-4 sm:px-5">
      <h2 id="error" className="text-lg font-extrabold break-words text-failed first-letter:uppercase">
        {unbroken(cause?.says ?? first)}
      </h2>
      {original && (
        <p
          className={classes("mt-1 text-sm break-words whitespace-pre-wrap text-failed", cause && "font-mono text-xs")}
        >
          {original}
        </p>
      )}
      {cause && (
        <p className="mt-2 max-w-[70ch] text-[15px] font-semibold">
          <WithCode>{cause.whatToDo}</WithCode>
          {cause.command && <CopyCommand command={cause.command} locale={locale} />}
        </p>
      )}
      <OwnErrorDetails message={run.errorMessage} locale={locale} />
      <p className="mt-2 max-w-[70ch] text-[15px]">
        {meaningOf({ ...run, errorMessage: run.errorMessage }, locale)}{" "}
        <Link
          href={runbookPath(runbookPartOf({ kind: kindOf(run), message: run.errorMessage }))}
          prefetch={false}
          className="font-semibold underline underline-offset-4"
        >
          {texts.whatToDo}
        </Link>
      </p>
      {run.lateErrorMessage && (
        <p className="mt-2 text-sm break-words whitespace-pre-wrap text-failed">{run.lateErrorMessage}</p>
      )}
      <div className="mt-4">{children}</div>
      {run.errorStack && (
        <Disclosure title={texts.stack} className="mt-2">
          <CodeBlock label={texts.stack}>{run.errorStack}</CodeBlock>
        </Disclosure>
      )}
    </section>
  );
}

function kindOf({ status }: Pick<Run, "status">): "error" | "timeout" | "crashed" {
  return ({ TIMED_OUT: "timeout", ABANDONED: "crashed" } as const)[status as string] ?? "error";
}

/** What it means for what the job works on, and what running it again does: not every job goes on where it stopped. */
function meaningOf(run: Pick<Run, "status" | "jobName"> & { errorMessage: string }, locale: Locale): string {
  const { errors, system } = textsFor(locale);
  const known = knownError(run.errorMessage);
  if (known?.kind === "books" || known?.kind === "mails") return errors.again[known.kind];
  if (run.jobName === moneyReconcile.name) return errors.again.check;
  const isCode = systemWords(locale).cause(run.errorMessage)?.kind === "code";
  if (isCode || !jobs.some(({ name }) => name === run.jobName)) return errors.again.unknown;
  return system.run.means[kindOf(run)];
}
