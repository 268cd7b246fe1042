import { ChevronLeft, ChevronRight, Images, X } from "lucide-react";
import type { ReactNode } from "react";
import type { Texts } from "#texts/index.ts";
import { classes } from "#ui/classes.ts";
import { Photo } from "#ui/photo.tsx";

type GalleryProps = { photos: string[]; title: string; texts: Texts["trips"]["gallery"] };

/**
 * The photos from edge to edge: on a phone a strip to swipe, on a desk side by side. Each opens over the page in the
 * browser's own popover, which needs no script, closes on Escape and leads to its neighbours.
 */
export function Gallery({ photos, title, texts }: GalleryProps) {
  if (photos.length === 0) return null;
  const shown = Math.min(photos.length, 3);
  return (
    <section aria-label={texts.label} className="relative bg-sand">
      <ul
        className={classes(
          "flex snap-x snap-mandatory overflow-x-auto [scrollbar-width:none] sm:grid sm:h-[clamp(20rem,52vh,34rem)] sm:gap-0.5 sm:overflow-hidden",
          layouts[shown],
        )}
      >
        {photos.map((photo, at) => (
          <li
            key={photo}
            className={classes(
              "relative w-full shrink-0 snap-center",
              at === 0 && shown === 3 && "sm:row-span-2",
              at >= shown && "sm:hidden",
            )}
          >
            <button
              type="button"
              popoverTarget={popoverId(at)}
              aria-label={texts.open(at + 1)}
              className="block size-full focus-visible:-outline-offset-4"
            >
              <Photo
                photo={photo}
                alt={texts.photo(at + 1, photos.length, title)}
                sizes={at === 0 ? sizesOfFirst[shown]! : "(min-width: 40rem) 34vw, 100vw"}
                priority={at === 0}
                // Alone it is cut to a broad strip, and what is on the ground matters more than the sky.
                className={classes("aspect-4/3 sm:aspect-auto sm:h-full", shown === 1 && "object-[50%_70%]")}
              />
            </button>
          </li>
        ))}
      </ul>
      {photos.length > 1 && (
        <button
          type="button"
          popoverTarget={popoverId(0)}
          className="absolute right-4 bottom-4 inline-flex min-h-11 items-center gap-2 rounded-full bg-surface px-4 text-sm font-bold text-ink shadow-float"
        >
          <Images aria-hidden="true" className="size-4" />
          {texts.all(photos.length)}
        </button>
      )}
      {photos.map((photo, at) => (
        <Enlarged key={photo} {...{ photo, at, title, texts }} of={photos.length} />
      ))}
    </section>
  );
}

const layouts: Record<number, string> = {
  1: "sm:grid-cols-1",
  2: "sm:grid-cols-2",
  3: "sm:grid-cols-[2fr_1fr] sm:grid-rows-2",
};
const sizesOfFirst: Record<number, string> = {
  1: "100vw",
  2: "(min-width: 40rem) 50vw, 100vw",
  3: "(min-width: 40rem) 67vw, 100vw",
};

type EnlargedProps = { photo: string; at: number; of: number; title: string; texts: GalleryProps["texts"] };

/** One photo over the whole window; opening another one closes it. Its file is fetched when it is shown. */
function Enlarged({ photo, at, of, title, texts }: EnlargedProps) {
  const name = texts.photo(at + 1, of, title);
  return (
    <div
      id={popoverId(at)}
      popover="auto"
      role="dialog"
      aria-label={name}
      className="m-0 size-full max-h-none max-w-none flex-col bg-night text-on-photo [&:popover-open]:flex"
    >
      <div className="flex items-center justify-between gap-4 p-2 pl-4">
        <p className="text-sm font-semibold tabular-nums">
          {at + 1} / {of}
        </p>
        <Round target={at} action="hide" label={texts.close} first={of === 1}>
          <X aria-hidden="true" className="size-6" />
        </Round>
      </div>
      <div className="min-h-0 flex-1">
        <Photo photo={photo} alt={name} sizes="100vw" className="aspect-auto h-full bg-transparent object-contain" />
      </div>
      {of > 1 && (
        <div className="flex justify-center gap-6 p-3">
          <Round target={(at + of - 1) % of} label={texts.previous}>
            <ChevronLeft aria-hidden="true" className="size-6" />
          </Round>
          <Round target={(at + 1) % of} label={texts.next} first>
            <ChevronRight aria-hidden="true" className="size-6" />
          </Round>
        </div>
      )}
    </div>
  );
}

type RoundProps = {
  target: number;
  action?: "show" | "hide";
  label: string;
  /** Has the focus when its photo opens, so that one key turns from photo to photo. */
  first?: boolean;
  children: ReactNode;
};

function Round({ target, action = "show", label, first = false, children }: RoundProps) {
  // The browser reads the attribute when the popover opens. React's own property would be gone after a navigation.
  const focus = first ? { autofocus: "" } : {};
  return (
    <button
      type="button"
      popoverTarget={popoverId(target)}
      popoverTargetAction={action}
      aria-label={label}
      {...focus}
      className="grid size-12 place-items-center rounded-full outline-on-photo transition-colors duration-150 hover:bg-on-photo/15"
    >
      {children}
    </button>
  );
}

function popoverId(at: number): string {
  return `foto-${at + 1}`;
}
