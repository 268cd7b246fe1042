import { ImageOff, ZoomIn } from "#ui/icons.tsx";

type DocumentProps = {
  /** Where the picture is; nothing where none was handed in. */
  href?: string;
  alt: string;
  /** What a tap on it does. */
  open: string;
  none: string;
};

/** A proof, an identity card or evidence: small beside what it is about, in full size after a tap. */
export function Document({ href, alt, open, none }: DocumentProps) {
  if (!href) {
    return (
      <p className="flex h-24 items-center justify-center gap-2 rounded-card bg-sand px-3 text-sm text-ink-soft sm:h-40">
        <ImageOff aria-hidden="true" className="size-4" />
        {none}
      </p>
    );
  }
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener"
      title={open}
      className="group relative block h-64 overflow-hidden rounded-card border border-line bg-sand"
    >
      {/* biome-ignore lint/performance/noImgElement: private, and already made in the one size that it has */}
      <img src={href} alt={alt} loading="lazy" decoding="async" className="size-full object-contain" />
      <span className="absolute right-2 bottom-2 rounded-control bg-surface p-2 shadow-float">
        <ZoomIn aria-hidden="true" className="size-4" />
      </span>
    </a>
  );
}
