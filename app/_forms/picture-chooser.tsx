"use client";

import { type ComponentProps, useEffect, useState } from "react";
import { ImageUp } from "#ui/icons.tsx";

type PictureChooserProps = ComponentProps<"input"> & {
  /** What was chosen, to be shown. */
  picture?: File;
  onChoose: (picture?: File) => void;
  texts: { choose: string; other: string; none: string; preview: string };
};

/**
 * Chooses one picture and shows it, where the browser can. The input stays what it is, so that it works with the keyboard;
 * its own words, which speak the browser's language, are only seen where no script can say ours.
 */
export function PictureChooser({ picture, onChoose, texts, ...input }: PictureChooserProps) {
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
          {...input}
          type="file"
          onChange={(event) => onChoose(event.currentTarget.files?.[0])}
          className="sr-only text-sm text-ink-soft noscript:not-sr-only noscript:max-w-full"
        />
      </span>
    </label>
  );
}
