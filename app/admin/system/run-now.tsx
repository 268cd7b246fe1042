"use client";

import { useRef, useState, useTransition } from "react";
import type { Locale } from "#texts/format.ts";
import { systemTexts } from "#texts/system.ts";
import { Button } from "#ui/button.tsx";
import { Dialog } from "#ui/dialog.tsx";
import { Play } from "#ui/icons.tsx";
import { Notice } from "#ui/notice.tsx";
import { type RunNowOutcome, runNowAction } from "./actions.ts";

type RunNowProps = { job: string; locale: Locale; personName: string };
type Shown = RunNowOutcome | { kind: "unreachable" };

/** Starts a job after a confirmation, and says what came of it in the same dialog. */
export function RunNow({ job, locale, personName }: RunNowProps) {
  const texts = systemTexts(locale).runNow;
  const dialog = useRef<HTMLDialogElement>(null);
  const [outcome, setOutcome] = useState<Shown>();
  const [pending, startTransition] = useTransition();

  function open() {
    setOutcome(undefined);
    dialog.current?.showModal();
  }

  function confirm() {
    startTransition(async () => {
      setOutcome(await runNowAction(job).catch((): Shown => ({ kind: "unreachable" })));
    });
  }

  return (
    <>
      <Button tone="quiet" size="small" onClick={open} aria-label={texts.buttonFor(job)} aria-haspopup="dialog">
        <Play aria-hidden="true" className="size-3.5" />
        {texts.button}
      </Button>
      <Dialog dialog={dialog} title={texts.title(job)}>
        <p className="mt-2 text-[15px] text-ink-soft">{texts.lead(personName)}</p>
        <div aria-live="polite" className="mt-4 empty:mt-0">
          {outcome && <Outcome outcome={outcome} locale={locale} />}
        </div>
        <div className="mt-6 flex flex-wrap justify-end gap-3">
          <Button tone={outcome ? "action" : "quiet"} onClick={() => dialog.current?.close()}>
            {outcome ? texts.close : texts.cancel}
          </Button>
          {!outcome && (
            <Button onClick={confirm} disabled={pending}>
              {pending ? texts.running : texts.confirm}
            </Button>
          )}
        </div>
      </Dialog>
    </>
  );
}

function Outcome({ outcome, locale }: { outcome: Shown; locale: Locale }) {
  const texts = systemTexts(locale).runNow;
  switch (outcome.kind) {
    case "done":
      return <Notice tone="ok">{texts.done(outcome.summary)}</Notice>;
    case "failed":
      return <Notice tone="failed">{texts.failed(outcome.message)}</Notice>;
    case "skipped":
      return <Notice tone="stale">{texts.skipped(outcome.why)}</Notice>;
    case "started":
      return <Notice>{texts.started}</Notice>;
    case "unknown":
      return <Notice tone="failed">{texts.unknown}</Notice>;
    case "unreachable":
      return <Notice tone="failed">{texts.unreachable}</Notice>;
  }
}
