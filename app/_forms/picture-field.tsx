"use client";

import { useEffect, useRef, useState } from "react";
import type { Locale } from "#texts/format.ts";
import { uploadTexts } from "#texts/upload.ts";
import { Button } from "#ui/button.tsx";
import { classes } from "#ui/classes.ts";
import { ariaProps, FieldFrame } from "#ui/field.tsx";
import { ProgressBar } from "#ui/progress-bar.tsx";
import { PictureChooser } from "./picture-chooser.tsx";
import { sendWithProgress } from "./send-with-progress.ts";
import { paperPixels, shrinkPicture } from "./shrink-picture.ts";
import { uploadMost } from "./upload-most.ts";
import { useLeaveWarning } from "./use-leave-warning.ts";

/** Why the picture is not there: the server's words, and the one for a lost connection. */
type Refusal = keyof ReturnType<ReturnType<typeof uploadTexts>["refusals"]>;

/** What the page's address says of a picture that was sent without scripts. */
export type SentBefore = { path?: string; refusal?: string };

type PictureFieldProps = {
  /** The name under which the form sends the picture's name along. */
  name: string;
  /** Where the picture goes. */
  address: string;
  label: string;
  hint: string;
  /** What the form's answer says of it. */
  error?: string;
  sentBefore?: SentBefore;
  /** Told when a picture is on its way, and when it no longer is: the form waits for it. */
  onBusy: (isBusy: boolean) => void;
  locale: Locale;
};

/**
 * A picture that goes ahead as it is chosen, so that the form itself stays small and a refused form keeps it. Without
 * scripts the field belongs to {@link PictureForm}, which has a button of its own.
 */
export function PictureField(props: PictureFieldProps) {
  const { name, address, label, hint, error, sentBefore, onBusy, locale } = props;
  const texts = uploadTexts(locale);
  const reasons = texts.refusals(uploadMost);
  const [sent, setSent] = useState(sentBefore?.path ? { path: sentBefore.path, file: texts.picture } : undefined);
  const [share, setShare] = useState<number>();
  const [refusal, setRefusal] = useState(asRefusal(sentBefore?.refusal, reasons));
  const running = useRef<AbortController>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const [picture, setPicture] = useState<File>();
  const wrong = refusal ? reasons[refusal] : sent ? undefined : error;
  useLeaveWarning(share !== undefined);

  useEffect(() => () => running.current?.abort(), []);
  // The form's answer names a picture that is gone.
  useEffect(() => {
    if (error) setSent(undefined);
  }, [error]);

  async function send(file: File | undefined) {
    running.current?.abort();
    setSent(undefined);
    setRefusal(undefined);
    setPicture(file);
    if (!file) return;
    const controller = new AbortController();
    running.current = controller;
    onBusy(true);
    setShare(0);
    const small = await shrinkPicture(file, paperPixels);
    if (controller.signal.aborted) return;
    const { status, body } = await sendWithProgress(address, small, {
      onProgress: setShare,
      signal: controller.signal,
    });
    if (controller.signal.aborted) return;
    const { path, error: reason } = (body ?? {}) as { path?: string; error?: string };
    if (status === 200 && path) setSent({ path, file: file.name });
    else setRefusal(status === 0 ? "offline" : (asRefusal(reason, reasons) ?? byStatus(status)));
    setShare(undefined);
    onBusy(false);
  }

  function drop() {
    running.current?.abort();
    setShare(undefined);
    onBusy(false);
    setSent(undefined);
    setRefusal(undefined);
    setPicture(undefined);
    if (input.current) {
      input.current.value = "";
      // The button that was pressed is gone.
      input.current.focus();
    }
  }

  return (
    <div id="berkas" className="scroll-mt-6 space-y-2">
      <FieldFrame id={name} label={label} hint={hint} error={wrong}>
        <PictureChooser
          {...ariaProps(name, { hint, error: wrong })}
          id={name}
          name="berkas"
          ref={input}
          form={uploadFormOf(name)}
          accept="image/jpeg,image/png,image/webp"
          picture={picture}
          onChoose={send}
          texts={texts.chooser}
        />
      </FieldFrame>
      <input type="hidden" name={name} value={sent?.path ?? (refusal ? notSent : "")} />
      <Button
        type="submit"
        form={uploadFormOf(name)}
        tone="quiet"
        size="small"
        className={classes("hidden", "noscript:inline-flex")}
      >
        {texts.send}
      </Button>
      {share !== undefined && (
        <ProgressBar
          share={share}
          label={texts.progress}
          text={share < 1 ? texts.sending(Math.floor(share * 100)) : texts.checking}
        />
      )}
      {sent && <p className="text-sm font-medium break-words text-ok">{texts.done(sent.file)}</p>}
      {(sent || refusal || share !== undefined) && (
        <Button type="button" tone="quiet" size="small" onClick={drop} className="noscript:hidden">
          {share === undefined ? texts.drop : texts.cancel}
        </Button>
      )}
    </div>
  );
}

/** No name of an upload: a form is not handed in without the picture that its sender believes is there. */
const notSent = "-";

/** Where the field of {@link PictureField} is sent from without scripts; no form stands inside another. */
export function PictureForm({ name, address }: { name: string; address: string }) {
  return <form id={uploadFormOf(name)} action={address} method="post" encType="multipart/form-data" hidden />;
}

function uploadFormOf(name: string): string {
  return `${name}-upload`;
}

function asRefusal(reason: string | undefined, reasons: Record<Refusal, string>): Refusal | undefined {
  return reason !== undefined && Object.hasOwn(reasons, reason) ? (reason as Refusal) : undefined;
}

/** Of an answer that is not ours: a proxy's own page. */
function byStatus(status: number): Refusal {
  return status === 413 ? "too-large" : "not-stored";
}
