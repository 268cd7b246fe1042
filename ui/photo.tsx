import { photoAtWidth, photoWidth, photoWidths } from "#photo-names.ts";
import { classes } from "./classes.ts";

/** A stored photo, see {@link Photo}. */
export type PhotoProps = {
  /** Base name of the photo, as its trip has it. */
  photo: string;
  /** What it shows; empty where the text beside it says so already. */
  alt: string;
  /** How wide it stands on the page, as in `(min-width: 64rem) 24rem, 100vw`: the browser chooses the file by it. */
  sizes: string;
  /** The first thing that people see: fetched at once and before others. At most one on a page. */
  priority?: boolean;
  /** Gives the box its shape, 3 by 2 unless another `aspect-…` stands here; the photo fills it, so that nothing moves. */
  className?: string;
};

/**
 * A photo of a trip in the width that fits. It fills a box whose shape is known before it arrives; until then the box is
 * sand. Everything but a `priority` photo waits until it is nearly in view.
 */
export function Photo({ photo, alt, sizes, priority = false, className }: PhotoProps) {
  return (
    // biome-ignore lint/performance/noImgElement: the widths were made at the upload; there is nothing left to optimize
    <img
      src={address(photoAtWidth(photo, photoWidths[1]))}
      srcSet={[
        ...photoWidths.map((width) => `${address(photoAtWidth(photo, width))} ${width}w`),
        `${address(photo)} ${photoWidth}w`,
      ].join(", ")}
      sizes={sizes}
      alt={alt}
      width={3}
      height={2}
      loading={priority ? "eager" : "lazy"}
      fetchPriority={priority ? "high" : undefined}
      decoding="async"
      className={classes("aspect-3/2 h-auto w-full bg-sand object-cover", className)}
    />
  );
}

function address(file: string): string {
  return `/foto/${file}`;
}
