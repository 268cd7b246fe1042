"use client";

import { useEffect, useRef, useState } from "react";
import { type Draft, forgetDraft, readDraft, saveDraft } from "#app/_forms/draft.ts";
import { publishTripAction } from "#app/organizer/trip/actions.ts";
import { type PhotoItem, restoredPhoto } from "#app/organizer/trip/photos/photo-list.ts";
import { TripForm } from "#app/organizer/trip/trip-form.tsx";
import { readForm } from "#app/organizer/trip/trip-preview.tsx";
import { blankValues, type StartValues } from "#app/organizer/trip/trip-values.ts";
import { type Locale, moment } from "#texts/format.ts";
import { tripFormTexts } from "#texts/trip-form.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";

type NewTripProps = {
  userId: string;
  /** What an earlier trip says, which this one begins with; the draft waits for another time. */
  copied?: StartValues;
  locale: Locale;
  earliest: string;
};

/** The form of a new trip with its draft: what was typed before a reload is there again. */
export function NewTrip({ userId, copied, locale, earliest }: NewTripProps) {
  const texts = tripFormTexts(locale).draft;
  /** Counts how often the form began, so that it begins with other values. */
  const [round, setRound] = useState(0);
  const [draft, setDraft] = useState<Draft>();
  const keep = useDraftKeeper(userId);

  useEffect(() => {
    const found = copied ? undefined : readDraft(localStorage, userId, Date.now());
    if (!found) return;
    setDraft(found);
    setRound(1);
  }, [userId, copied]);

  function restart() {
    keep.stop();
    forgetDraft(localStorage, userId);
    setDraft(undefined);
    setRound((before) => before + 1);
  }

  const now = Date.now();
  const missing = missingOf(draft);
  const photos = draft ? draft.photos.map((photo) => restoredPhoto(photo, now)) : [];
  return (
    <div className="space-y-8">
      {draft && (
        <Notice role="status">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <span>{texts.restored(moment(new Date(draft.savedAt), locale))}</span>
            <Button tone="quiet" size="small" onClick={restart}>
              {texts.restart}
            </Button>
          </div>
          {missing.length > 0 && <p className="mt-1 wrap-anywhere">{texts.missing(missing)}</p>}
        </Notice>
      )}
      <TripForm
        key={round}
        action={publishTripAction}
        locale={locale}
        start={{ values: draft?.values ?? copied ?? blankValues, photos }}
        earliest={earliest}
        onChange={keep.later}
      />
    </div>
  );
}

const pauseMs = 400;

/** Keeps the form a moment after its last change, and at once when the page goes to the background. */
function useDraftKeeper(userId: string) {
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; save: () => void } | null>(null);

  function stop() {
    clearTimeout(waiting.current?.timer);
    waiting.current = null;
  }

  useEffect(() => {
    const hurry = () => {
      if (document.visibilityState === "hidden") waiting.current?.save();
    };
    document.addEventListener("visibilitychange", hurry);
    return () => {
      document.removeEventListener("visibilitychange", hurry);
      clearTimeout(waiting.current?.timer);
      waiting.current = null;
    };
  }, []);

  function later(form: HTMLFormElement, photos: PhotoItem[]) {
    stop();
    const save = () => {
      stop();
      const { photos: _, ...values } = readForm(form) as Record<string, unknown>;
      const missing = photos.flatMap(({ file, photo }) => (file && !photo ? [file.name] : []));
      saveDraft(localStorage, userId, { values, photos: photos.flatMap(keptPhoto), missing, savedAt: Date.now() });
    };
    waiting.current = { timer: setTimeout(save, pauseMs), save };
  }

  return { later, stop };
}

function keptPhoto({ photo, uploadedAt }: PhotoItem) {
  return photo && uploadedAt !== null ? [{ photo, uploadedAt }] : [];
}

/** A draft lies on the device: what is no list of names is none. */
function missingOf(draft: Draft | undefined): string[] {
  return Array.isArray(draft?.missing) ? draft.missing.filter((name) => typeof name === "string") : [];
}
