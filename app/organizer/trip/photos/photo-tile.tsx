"use client";

import type { ComponentProps, ReactNode } from "react";
import { uploadMost } from "#app/_forms/upload-most.ts";
import type { tripFormTexts } from "#texts/trip-form.ts";
import { Button } from "#ui/button.tsx";
import { classes } from "#ui/classes.ts";
import { ArrowLeft, ArrowRight, RotateCcw, X } from "#ui/icons.tsx";
import { ProgressBar } from "#ui/progress-bar.tsx";
import type { PhotoItem } from "./photo-list.ts";
import { worthRetrying } from "./upload-photo.ts";

type Texts = ReturnType<typeof tripFormTexts>["photos"];

type PhotoTileProps = {
  item: PhotoItem;
  /** Its place, counted from 0, among so many. */
  at: number;
  of: number;
  dragged: boolean;
  dragProps: ComponentProps<"li">;
  texts: Texts;
  onMove: (to: number, control: string) => void;
  onRetry: () => void;
  onRemove: () => void;
};

/** One photo of the form with what can be done to it; its state is said in words beside the bar. */
export function PhotoTile({ item, at, of, dragged, dragProps, texts, onMove, onRetry, onRemove }: PhotoTileProps) {
  const named = (action: string) => texts.onPhoto(action, at + 1);
  return (
    <li
      {...dragProps}
      className={classes(
        "flex flex-col overflow-hidden rounded-card border border-line bg-surface select-none",
        item.state === "failed" && "border-failed",
        dragged && "shadow-float outline-2 outline-(--sea)",
      )}
    >
      <div className="relative aspect-3/2 cursor-grab bg-sand">
        {item.src && (
          // biome-ignore lint/performance/noImgElement: a picture on the device, or one that only its owner may see
          <img
            src={item.src}
            alt={texts.photo(at + 1)}
            draggable={false}
            onError={({ currentTarget }) => currentTarget.classList.add("invisible")}
            className="size-full object-cover"
          />
        )}
        {at === 0 && (
          <span className="absolute top-2 left-2 rounded-full bg-surface px-2.5 py-0.5 text-xs font-bold">
            {texts.cover}
          </span>
        )}
      </div>
      <UploadState item={item} texts={texts} />
      <div className="mt-auto flex justify-between">
        <IconButton control="left" label={named(texts.left)} off={at === 0} onClick={() => onMove(at - 1, "left")}>
          <ArrowLeft aria-hidden="true" className="size-5" />
        </IconButton>
        <IconButton
          control="right"
          label={named(texts.right)}
          off={at === of - 1}
          onClick={() => onMove(at + 1, "right")}
        >
          <ArrowRight aria-hidden="true" className="size-5" />
        </IconButton>
        {item.file && item.refusal && worthRetrying.has(item.refusal) && (
          <IconButton control="retry" label={named(texts.retry)} onClick={onRetry}>
            <RotateCcw aria-hidden="true" className="size-5" />
          </IconButton>
        )}
        <IconButton control="remove" label={named(texts.remove)} onClick={onRemove}>
          <X aria-hidden="true" className="size-5" />
        </IconButton>
      </div>
    </li>
  );
}

type IconButtonProps = { control: string; label: string; off?: boolean; onClick: () => void; children: ReactNode };

/** Off, it keeps the focus: at the end of the row somebody would otherwise be thrown back to the top of the page. */
function IconButton({ control, label, off = false, onClick, children }: IconButtonProps) {
  return (
    <Button
      tone="bare"
      className={classes("size-11 min-h-11 px-0 focus-visible:-outline-offset-2", off && "opacity-40")}
      data-control={control}
      aria-label={label}
      aria-disabled={off || undefined}
      onClick={() => !off && onClick()}
    >
      {children}
    </Button>
  );
}

function UploadState({ item, texts }: { item: PhotoItem; texts: Texts }) {
  if (item.state === "done") return null;
  if (item.state === "failed")
    return (
      <p className="px-3 pt-2 text-sm font-medium text-failed">
        {item.refusal && texts.refusals(uploadMost)[item.refusal]}
      </p>
    );
  const sent = item.state === "uploading" && item.progress >= 100;
  const word = item.state === "waiting" ? texts.waiting : sent ? texts.checking : texts.uploading(item.progress);
  return (
    <div className="px-3 pt-2">
      <ProgressBar share={item.progress / 100} label={texts.progress} text={word} />
    </div>
  );
}
