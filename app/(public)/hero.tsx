import type { ReactNode } from "react";
import tallSmall from "./hero/tall-480.webp";
import tall from "./hero/tall-750.webp";
import wideSmall from "./hero/wide-1024.webp";
import wide from "./hero/wide-1600.webp";

/**
 * The front page's picture from edge to edge, with what stands on it: `scripts/draw-hero.ts` draws it. The shade under
 * the words is part of the picture, so that they read on every screen, in both themes.
 */
export function Hero({ children }: { children: ReactNode }) {
  return (
    <div className="relative isolate overflow-hidden bg-night text-on-photo">
      <picture>
        <source
          media="(max-width: 39.99rem)"
          srcSet={`${tallSmall.src} ${tallSmall.width}w, ${tall.src} ${tall.width}w`}
          sizes="100vw"
        />
        <img
          src={wide.src}
          srcSet={`${wideSmall.src} ${wideSmall.width}w, ${wide.src} ${wide.width}w`}
          sizes="100vw"
          width={wide.width}
          height={wide.height}
          alt=""
          fetchPriority="high"
          className="absolute inset-x-0 top-0 -z-20 h-104 w-full object-cover object-[70%_20%] sm:h-full sm:object-[70%_40%]"
        />
      </picture>
      <div className="absolute inset-x-0 top-0 -z-10 h-104 bg-linear-to-t from-night via-night/55 via-45% to-transparent to-68% sm:h-full sm:from-night/95 sm:via-night/65 sm:via-50% sm:to-100% lg:bg-linear-to-r lg:from-night/90 lg:via-night/60 lg:via-35% lg:to-transparent lg:to-70%" />
      {children}
    </div>
  );
}
