import Link from "next/link";
import { type Locale, textsFor } from "#texts/index.ts";
import { Moment } from "#ui/moment.tsx";
import { Notice } from "#ui/notice.tsx";
import { runPath } from "./paths.ts";
import { systemWords, type WarningNote } from "./words.ts";

type NoteProps = { note: WarningNote; isPaused: boolean; locale: Locale };

/** What is worth doing about a job that is well so far, in a box of its own. */
export function NoteBox(props: NoteProps) {
  return (
    <Notice tone="stale">
      <NoteText {...props} />
    </Notice>
  );
}

/** What was seen, how often, when last and by whom, and what it means. */
export function NoteText({ note, isPaused, locale }: NoteProps) {
  const { noteBoxes: texts, attention } = textsFor(locale).system;
  const [said] = systemWords(locale).notes({ state: null, notes: [note] });
  return (
    <>
      <p className="font-bold">{said}</p>
      {note.kind === "rejected" && (
        <p className="text-ink">
          {texts.lastRejected} <Moment at={note.lastAt} locale={locale} />
          {", "}
          {note.userAgent ? (
            <>
              {texts.calledBy} <code className="font-mono text-[13px] break-all">{note.userAgent}</code>
            </>
          ) : (
            texts.namelessCaller
          )}
          {"."}
        </p>
      )}
      <p className="text-ink">
        {note.kind === "rejected" && isPaused ? texts.rejectedPaused : texts.means[note.kind]}
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
