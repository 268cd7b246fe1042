"use client";

import { useLayoutEffect, useRef, useState } from "react";
import { useLeaveWarning } from "#app/_forms/use-leave-warning.ts";
import { policy } from "#domain/policy.ts";
import type { tripFormTexts } from "#texts/trip-form.ts";
import { Button } from "#ui/button.tsx";
import { CircleAlert, ImagePlus } from "#ui/icons.tsx";
import { ProgressBar } from "#ui/progress-bar.tsx";
import { isOnItsWay, type PhotoItem } from "./photo-list.ts";
import { PhotoTile } from "./photo-tile.tsx";
import { useDragOrder } from "./use-drag-order.ts";
import type { Photos } from "./use-photos.ts";

type PhotoFieldProps = {
  photos: Photos;
  error?: string;
  /** What was last said to people who see nothing; the form's, because uploads end on their own. */
  said: string;
  say: (sentence: string) => void;
  texts: ReturnType<typeof tripFormTexts>["photos"];
};

/** What browsers offer to choose; an iPhone then hands over a JPEG instead of its HEIC. */
const accept = "image/jpeg,image/png,image/webp";

/** The photos of a trip: chosen, uploaded, put in order and removed, with the thumb, the mouse or the keyboard. */
export function PhotoField({ photos, error, said, say, texts }: PhotoFieldProps) {
  const { items } = photos;
  const left = items.filter(isOnItsWay).length;
  useLeaveWarning(left > 0);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const [focusOn, setFocusOn] = useState<{ key: string | null; control: string } | null>(null);
  const { dragged, itemProps } = useDragOrder((key, overKey) =>
    move(
      key,
      items.findIndex((item) => item.key === overKey),
    ),
  );

  // A browser takes the focus from an element that changes its place in the list.
  useLayoutEffect(() => {
    if (!focusOn) return;
    const tile = [...(list.current?.children ?? [])].find((each) => each.getAttribute("data-drag-key") === focusOn.key);
    const control = tile?.querySelector<HTMLButtonElement>(`[data-control="${focusOn.control}"]`);
    (control ?? addButton.current)?.focus();
    setFocusOn(null);
  }, [focusOn]);

  function move(key: string, to: number) {
    if (to < 0 || to >= items.length) return;
    photos.move(key, to);
    say(texts.moved(to + 1, items.length));
  }

  function remove(item: PhotoItem) {
    const at = items.indexOf(item);
    photos.remove(item);
    setFocusOn({ key: (items[at + 1] ?? items[at - 1])?.key ?? null, control: "remove" });
    say(texts.removed(items.length - 1));
  }

  function choose(files: File[]) {
    const room = Math.max(0, policy.mostPhotos - items.length);
    photos.add(files.slice(0, room));
    if (files.length > room) say(texts.tooMany(policy.mostPhotos, files.length - room));
  }

  return (
    <div className="space-y-4">
      <p className="text-[15px] text-ink-soft">{texts.lead(policy.mostPhotos)}</p>
      {left > 0 && (
        <ProgressBar
          share={shareOf(items)}
          label={texts.progress}
          text={texts.allProgress(items.length - left, items.length)}
        />
      )}
      {items.length > 0 && (
        <ul ref={list} aria-label={texts.list} className="grid grid-cols-2 items-start gap-3 sm:grid-cols-4">
          {items.map((item, at) => (
            <PhotoTile
              key={item.key}
              item={item}
              at={at}
              of={items.length}
              dragged={dragged === item.key}
              dragProps={itemProps(item.key)}
              texts={texts}
              onMove={(to, control) => {
                move(item.key, to);
                setFocusOn({ key: item.key, control });
              }}
              onRetry={() => photos.retry(item)}
              onRemove={() => remove(item)}
            />
          ))}
        </ul>
      )}
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple
        hidden
        onChange={(event) => {
          choose([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
      <Button
        ref={addButton}
        id="photos"
        tone="quiet"
        className="min-h-14 w-full border-dashed text-base"
        disabled={items.length >= policy.mostPhotos}
        aria-describedby={error ? "photos-error" : undefined}
        onClick={() => input.current?.click()}
      >
        <ImagePlus aria-hidden="true" className="size-5" />
        {texts.add}
      </Button>
      <noscript>
        <p className="text-sm">{texts.noScript}</p>
      </noscript>
      {items.length > 1 && <p className="text-sm text-ink-soft">{texts.dragHint}</p>}
      {error && (
        <p id="photos-error" className="flex gap-1.5 text-sm font-medium text-failed">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}

/** Of all photos together; one that could not be sent has had its turn. */
function shareOf(items: PhotoItem[]): number {
  const parts = items.map((item) => (isOnItsWay(item) ? item.progress / 100 : 1));
  return parts.reduce((sum, part) => sum + part, 0) / items.length;
}
