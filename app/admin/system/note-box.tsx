import Link from "next/link";
import type { JobOverview } from "ronda";
import type { LastTrigger } from "ronda/types";
import { type Locale, textsFor } from "#texts/index.ts";
import { Moment } from "#ui/moment.tsx";
import { Notice } from "#ui/notice.tsx";
import { runPath } from "./paths.ts";
import { systemWords, type WarningNote } from "./words.ts";

type NoteProps = { note: WarningNote; job: Pick<JobOverview, "paused" | "lastTrigger">; locale: Locale };

/** What is worth doing about a job that is well so far, in a box of its own. */
export function NoteBox(props: NoteProps) {
  return (
    <Notice tone="stale">
      <NoteText {...props} />
    </Notice>
  );
}

/** What was seen, unless a title says it, how often, when last and by whom, and what it means. */
export function NoteText({ note, job, isTitled = false, locale }: NoteProps & { isTitled?: boolean }) {
  const { noteBoxes: texts, attention } = textsFor(locale).system;
  const [said] = systemWords(locale).notes({ state: null, notes: [note] });
  return (
    <>
      {!isTitled && <p className="font-bold">{said}</p>}
      {note.kind === "rejected" && (
        <p className="text-ink">
          {texts.lastRejected} <Moment at={note.lastAt} locale={locale} />
          {", "}
          {note.userAgent ? (
            <>
              {texts.calledBy} <code className="font-mono text-[13px] wrap-anywhere">{note.userAgent}</code>
            </>
          ) : (
            texts.namelessCaller
          )}
          {"."}
        </p>
      )}
      {note.kind === "rejected" && <OtherCaller userAgent={note.userAgent} own={job.lastTrigger} locale={locale} />}
      <p className="text-ink">
        {note.kind === "rejected" && job.paused ? texts.rejectedPaused : texts.means[note.kind]}
        {note.kind === "slow" && (
          <>
            {" "}
            <Link href={runPath(note.runId)} prefetch={false} className="underline underline-offset-4">
              {attention.seeRun}
            </Link>
          </>
        )}
      </p>
    </>
  );
}

type OtherCallerProps = { userAgent: string | null | undefined; own: LastTrigger | null; locale: Locale };

/** That who is refused calls itself otherwise than what triggers the job: then it is not the crontab that is known here. */
export function OtherCaller({ userAgent, own, locale }: OtherCallerProps) {
  const texts = textsFor(locale).system.noteBoxes;
  if (!isOtherCaller(userAgent, own)) return null;
  return (
    <p className="text-ink">
      {texts.ownCaller} <code className="font-mono text-[13px] wrap-anywhere">{own?.userAgent}</code>.{" "}
      {texts.otherCaller}
    </p>
  );
}

/** Whether both are known and differ; versions count, since one machine has one. */
export function isOtherCaller(
  userAgent: string | null | undefined,
  own: Pick<LastTrigger, "userAgent"> | null,
): boolean {
  return Boolean(userAgent && own?.userAgent && userAgent !== own.userAgent);
}
