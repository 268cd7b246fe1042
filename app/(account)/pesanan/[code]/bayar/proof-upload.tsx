"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { PictureChooser } from "#app/_forms/picture-chooser.tsx";
import { sendWithProgress } from "#app/_forms/send-with-progress.ts";
import { paperPixels, shrinkPicture } from "#app/_forms/shrink-picture.ts";
import { uploadMost } from "#app/_forms/upload-most.ts";
import { useLeaveWarning } from "#app/_forms/use-leave-warning.ts";
import type { Locale } from "#texts/format.ts";
import { payTexts } from "#texts/pay.ts";
import { Button } from "#ui/button.tsx";
import { RotateCw } from "#ui/icons.tsx";
import { Notice } from "#ui/notice.tsx";
import { ProgressBar } from "#ui/progress-bar.tsx";

type ProofUploadProps = {
  code: string;
  tripSlug: string;
  /** In words. */
  deadline: string;
  /** A proof was rejected before. */
  again: boolean;
  /** Why the last one was not taken, where the page itself had to say so. */
  failed?: string;
  locale: Locale;
};

type Failure = keyof ReturnType<ReturnType<typeof payTexts>["failed"]>;

/**
 * Sends the picture of the transfer, with its progress; without scripts it is a plain form. What went wrong is said here,
 * and the picture stays chosen, so that trying again is one press.
 */
export function ProofUpload({ code, tripSlug, deadline, again, failed, locale }: ProofUploadProps) {
  const texts = payTexts(locale);
  const { upload } = texts;
  const reasons = texts.failed(uploadMost);
  const router = useRouter();
  const [picture, setPicture] = useState<File>();
  const [share, setShare] = useState<number>();
  const [failure, setFailure] = useState(asFailure(failed, reasons));
  const isSending = share !== undefined;
  const running = useRef<AbortController>(undefined);
  useLeaveWarning(isSending);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isSending) return;
    if (!picture) return setFailure("no-file");
    setFailure(undefined);
    setShare(0);
    const controller = new AbortController();
    running.current = controller;
    const { action } = event.currentTarget;
    const sent = new FormData(event.currentTarget);
    sent.set("bukti", await shrinkPicture(picture, paperPixels));
    if (controller.signal.aborted) return setShare(undefined);
    const { status, body } = await sendWithProgress(action, sent, {
      onProgress: setShare,
      signal: controller.signal,
    });
    if (controller.signal.aborted) return setShare(undefined);
    const { ok, error } = (body ?? {}) as { ok?: boolean; error?: string };
    // A page with status 200 is somebody else's answer.
    if (status === 200 && ok) return router.replace(`/pesanan/${code}/bayar?kabar=bukti-terkirim` as Route);
    setShare(undefined);
    // A proxy has a limit of its own for files; any other answer that is not ours says nothing of the proof.
    setFailure(asFailure(error, reasons) ?? (status === 413 ? "too-large" : "offline"));
  }

  /** What was said about the last picture is not true of the next. */
  function choose(chosen?: File) {
    setPicture(chosen);
    if (chosen) setFailure(undefined);
  }

  return (
    <section id="bukti" aria-labelledby="bukti-title" className="scroll-mt-6">
      <h2 id="bukti-title" className="text-xl font-extrabold">
        {again ? upload.again : upload.title}
      </h2>
      <p className="mt-1.5 text-ink-soft">{upload.lead}</p>
      <form
        action={`/api/unggah/bukti?pesanan=${code}`}
        method="post"
        encType="multipart/form-data"
        onSubmit={send}
        className="mt-4 space-y-4"
      >
        <PictureChooser name="bukti" accept="image/*" picture={picture} onChoose={choose} texts={upload} />
        {isSending && (
          <ProgressBar
            share={share}
            label={upload.progress}
            text={share < 1 ? upload.sending(Math.floor(share * 100)) : upload.checking}
          />
        )}
        {failure && (
          <Failed
            failure={failure}
            tripSlug={tripSlug}
            text={reasons[failure]}
            safe={upload.safe(deadline)}
            texts={upload}
          />
        )}
        <div className="flex flex-wrap gap-3">
          <Button type="submit" disabled={isSending} className="min-h-12 w-full text-base sm:w-auto sm:px-8">
            {failure && picture ? <RotateCw aria-hidden="true" className="size-4" /> : null}
            {failure && picture ? upload.retry : upload.send}
          </Button>
          {isSending && (
            <Button type="button" tone="quiet" onClick={() => running.current?.abort()} className="min-h-12">
              {upload.cancel}
            </Button>
          )}
        </div>
      </form>
    </section>
  );
}

type UploadTexts = ReturnType<typeof payTexts>["upload"];

/** Why it was not taken, what is safe, and the way on. */
function Failed({
  failure,
  tripSlug,
  text,
  safe,
  texts,
}: {
  failure: Failure;
  tripSlug: string;
  text: string;
  safe: string;
  texts: UploadTexts;
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  const isOver = failure === "expired";
  const isElsewhere = failure === "not-awaiting" || failure === "already-uploaded";
  return (
    <Notice ref={place} tabIndex={-1} tone="failed" role="alert" className="outline-none">
      <p>{text}</p>
      {!isOver && !isElsewhere && <p className="mt-1 font-normal">{safe}</p>}
      {isOver && (
        <Link href={`/trip/${tripSlug}/pesan` as Route} className="mt-1 inline-flex min-h-11 items-center underline">
          {texts.bookAgain}
        </Link>
      )}
      {isElsewhere && (
        <a href="?" className="mt-1 inline-flex min-h-11 items-center underline">
          {texts.reload}
        </a>
      )}
    </Notice>
  );
}

function asFailure(reason: string | undefined, texts: Record<Failure, string>): Failure | undefined {
  return reason !== undefined && Object.hasOwn(texts, reason) ? (reason as Failure) : undefined;
}
