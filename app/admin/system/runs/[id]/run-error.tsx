import Link from "next/link";
import type { ReactNode } from "react";
import type { Run } from "ronda";
import { isRestart } from "ronda/words";
import { type Locale, textsFor } from "#texts/index.ts";
import { classes } from "#ui/classes.ts";
import { CodeBlock } from "#ui/code-block.tsx";
import { Fold } from "#ui/fold.tsx";
import { WithCode } from "#ui/with-code.tsx";
import { runbookPath } from "../../paths.ts";
import { systemWords } from "../../words.ts";

/**
 * What went wrong, in plain words also where it is a driver's error, which stands below them as it is; what that means, what
 * to press (`children`), and the stack for whoever mends the code. Only the children where nothing went wrong.
 */
export function RunError({ run, locale, children }: { run: Run; locale: Locale; children: ReactNode }) {
  const texts = textsFor(locale).system.run;
  if (!run.errorMessage || isRestart(run)) return children;
  const kind = { TIMED_OUT: "timeout", ABANDONED: "crashed" }[run.status as string] ?? "error";
  const [first = "", ...rest] = run.errorMessage.split("\n");
  const cause = systemWords(locale).cause(run.errorMessage);
  const original = cause ? run.errorMessage : rest.join("\n");
  return (
    <section aria-labelledby="error" className="rounded-card bg-failed-tint px-4 py-4 sm:px-5">
      <h2 id="error" className="text-lg font-extrabold break-words text-failed first-letter:uppercase">
        {cause?.says ?? first}
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
        </p>
      )}
      <p className="mt-2 max-w-[70ch] text-[15px]">
        {texts.means[kind as "error" | "timeout" | "crashed"]}{" "}
        <Link href={runbookPath(kind)} prefetch={false} className="font-semibold underline underline-offset-4">
          {texts.whatToDo}
        </Link>
      </p>
      {run.lateErrorMessage && (
        <p className="mt-2 text-sm break-words whitespace-pre-wrap text-failed">{run.lateErrorMessage}</p>
      )}
      <div className="mt-4">{children}</div>
      {run.errorStack && (
        <Fold title={texts.stack} className="mt-2">
          <CodeBlock label={texts.stack}>{run.errorStack}</CodeBlock>
        </Fold>
      )}
    </section>
  );
}
