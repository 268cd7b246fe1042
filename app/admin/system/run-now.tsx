"use client";

import { type ReactNode, useRef, useState } from "react";
import type { Locale } from "#texts/format.ts";
import { systemTexts } from "#texts/system.ts";
import { Button } from "#ui/button.tsx";
import { Dialog } from "#ui/dialog.tsx";
import { Play } from "#ui/icons.tsx";
import { runNowAction } from "./actions.ts";
import { jobPath } from "./paths.ts";
import { BareVerbForm, useVerb, VerbNotice } from "./verb-form.tsx";

type RunNowProps = {
  job: string;
  locale: Locale;
  personName: string;
  /** The key of its form, see `recordOnce`. */
  formKey: string;
  /** What it does, and what to make sure of first. */
  does: ReactNode;
};

/** Starts a job after a question, and says what came of it in the same dialog. Without scripts it leads to the job's page. */
export function RunNow({ job, locale, ...form }: RunNowProps) {
  const texts = systemTexts(locale).runNow;
  const dialog = useRef<HTMLDialogElement>(null);
  // Each opening is a question of its own.
  const [opening, setOpening] = useState(0);
  return (
    <>
      <form
        action={jobPath(job)}
        onSubmit={(event) => {
          event.preventDefault();
          setOpening(opening + 1);
          dialog.current?.showModal();
        }}
      >
        <Button type="submit" tone="quiet" size="small" aria-label={texts.buttonFor(job)} aria-haspopup="dialog">
          <Play aria-hidden="true" className="size-3.5" />
          {texts.button}
        </Button>
      </form>
      <Dialog dialog={dialog} title={texts.title(job)}>
        <Question key={opening} job={job} locale={locale} close={() => dialog.current?.close()} {...form} />
      </Dialog>
    </>
  );
}

function Question({ job, locale, personName, formKey, does, close }: RunNowProps & { close: () => void }) {
  const texts = systemTexts(locale).runNow;
  const verb = useVerb({ action: runNowAction });
  // The key that it was asked with: a refresh behind the dialog brings others.
  const [key] = useState(formKey);
  return (
    <>
      <p className="mt-2 text-[15px] text-ink-soft">{does}</p>
      <p className="mt-2 text-[15px] text-ink-soft">{texts.lead(personName)}</p>
      <div className="mt-4">
        <VerbNotice result={verb.result} />
      </div>
      <div className="mt-6 flex flex-wrap justify-end gap-3">
        <Button tone={verb.result ? "action" : "quiet"} onClick={close}>
          {verb.result ? texts.close : texts.cancel}
        </Button>
        {!verb.result && (
          <BareVerbForm
            action={runNowAction}
            hidden={{ job, key }}
            submit={texts.confirm}
            pending={texts.running}
            {...verb}
          />
        )}
      </div>
    </>
  );
}
