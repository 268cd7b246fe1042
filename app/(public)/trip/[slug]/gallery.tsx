import type { Texts } from "#texts/index.ts";
import { classes } from "#ui/classes.ts";
import { Images, X } from "#ui/icons.tsx";
import { Photo } from "#ui/photo.tsx";

type GalleryProps = { photos: string[]; title: string; texts: Texts["trips"]["gallery"] };

/**
 * The photos from edge to edge: on a phone a strip to swipe, on a desk side by side. Each opens all of them large in the
 * browser's own popover, which needs no script, closes on Escape and gives the focus back.
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
              popoverTarget={popoverId}
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
          popoverTarget={popoverId}
          className="absolute right-4 bottom-4 inline-flex min-h-11 items-center gap-2 rounded-full bg-surface px-4 text-sm font-bold text-ink shadow-float"
        >
          <Images aria-hidden="true" className="size-4" />
          {texts.all(photos.length)}
        </button>
      )}
      <Enlarged photos={photos} title={title} texts={texts} />
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

/** All of them large and one under the other, over the whole window. A file is fetched when its photo comes near. */
function Enlarged({ photos, title, texts }: GalleryProps) {
  // The browser reads the attribute when the popover opens; React's own property would be gone after a navigation.
  const focusFirst = { autofocus: "" };
  return (
    <div
      id={popoverId}
      popover="auto"
      role="dialog"
      aria-label={texts.label}
      className="m-0 size-full max-h-none max-w-none overflow-y-auto bg-night text-on-photo"
    >
      <div className="sticky top-0 z-10 flex justify-end p-2">
        <button
          type="button"
          popoverTarget={popoverId}
          popoverTargetAction="hide"
          aria-label={texts.close}
          {...focusFirst}
          className="grid size-12 place-items-center rounded-full bg-night/80 outline-on-photo"
        >
          <X aria-hidden="true" className="size-6" />
        </button>
      </div>
      <ul className="mx-auto -mt-12 max-w-5xl space-y-3 pt-16 pb-10 sm:px-6">
        {photos.map((photo, at) => (
          <li key={photo}>
            <Photo
              photo={photo}
              alt={texts.photo(at + 1, photos.length, title)}
              sizes="(min-width: 67rem) 64rem, 100vw"
              className="bg-transparent"
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

const popoverId = "semua-foto";
