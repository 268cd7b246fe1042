import { ImageOff, ZoomIn } from "#ui/icons.tsx";

type DocumentProps = {
  /** Where the picture is; nothing where none was handed in. */
  href?: string;
  alt: string;
  /** What a tap on it does. */
  open: string;
  none: string;
};

/** The same where many are looked at one after the other: a tap or Enter makes it large in its place, also without scripts. */
export function ZoomedDocument({ href, alt, open, none }: DocumentProps) {
  if (!href) return <Document alt={alt} open={open} none={none} />;
  return (
    <div>
      <details data-zoom className="group overflow-hidden rounded-card border border-line bg-sand">
        <summary className="relative block cursor-zoom-in list-none group-open:cursor-zoom-out [&::-webkit-details-marker]:hidden">
          {/* biome-ignore lint/performance/noImgElement: private, and already made in the one size that it has */}
          <img
            src={href}
            alt={alt}
            decoding="async"
            className="h-64 w-full object-contain group-open:h-auto group-open:max-h-[85vh]"
          />
          <span className="absolute right-2 bottom-2 rounded-control bg-surface p-2 shadow-float group-open:hidden">
            <ZoomIn aria-hidden="true" className="size-4" />
          </span>
        </summary>
      </details>
      <a href={href} target="_blank" rel="noopener" className="mt-1 inline-block text-sm text-ink-soft underline">
        {open}
      </a>
    </div>
  );
}

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
