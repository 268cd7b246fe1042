"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { sendWithProgress } from "#app/_forms/send-with-progress.ts";
import { uploadMost } from "#app/_forms/upload-most.ts";
import type { Locale } from "#texts/format.ts";
import { payTexts } from "#texts/pay.ts";
import { Button } from "#ui/button.tsx";
import { ImageUp, RotateCw } from "#ui/icons.tsx";
import { Notice } from "#ui/notice.tsx";
import { ProofProgress } from "./proof-progress.tsx";

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

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isSending) return;
    if (!picture) return setFailure("no-file");
    setFailure(undefined);
    setShare(0);
    const controller = new AbortController();
    running.current = controller;
    const { status, body } = await sendWithProgress(event.currentTarget.action, new FormData(event.currentTarget), {
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
        <Chooser picture={picture} choose={choose} texts={upload} />
        {isSending && <ProofProgress share={share} texts={upload} />}
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

/**
 * Chooses one picture and shows it, where the browser can. The input stays what it is, so that it works with the keyboard;
 * its own words, which speak the browser's language, are only seen where no script can say ours.
 */
function Chooser({ picture, choose, texts }: { picture?: File; choose: (picture?: File) => void; texts: UploadTexts }) {
  const [preview, setPreview] = useState<string>();
  useEffect(() => {
    if (!picture) return setPreview(undefined);
    const address = URL.createObjectURL(picture);
    setPreview(address);
    return () => URL.revokeObjectURL(address);
  }, [picture]);
  return (
    <label className="relative flex cursor-pointer flex-wrap items-center gap-4 rounded-card border border-dashed border-line-strong px-4 py-4 transition-colors duration-150 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-sea hover:bg-sand">
      {preview ? (
        // biome-ignore lint/performance/noImgElement: a picture that only this browser has
        <img
          src={preview}
          alt={texts.preview}
          onError={() => setPreview(undefined)}
          className="h-32 max-w-full rounded-control bg-sand object-contain"
        />
      ) : (
        <ImageUp aria-hidden="true" className="size-8 text-sea" strokeWidth={1.75} />
      )}
      <span className="min-w-0 flex-1 basis-40 space-y-1.5">
        <span className="block font-semibold">{picture ? texts.other : texts.choose}</span>
        <span className="block text-sm wrap-anywhere text-ink-soft noscript:hidden">{picture?.name ?? texts.none}</span>
        <input
          type="file"
          name="bukti"
          accept="image/*"
          onChange={(event) => choose(event.currentTarget.files?.[0])}
          className="sr-only text-sm text-ink-soft noscript:not-sr-only noscript:max-w-full"
        />
      </span>
    </label>
  );
}

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
