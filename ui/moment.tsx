import type { Locale } from "#texts/format.ts";
import { clockTime, type Precision } from "#texts/moments.ts";
import { ZoneToggle } from "./zone-toggle.tsx";

type MomentProps = { at: Date; locale: Locale; precision?: Precision; className?: string };

/** A moment in WIB; UTC on hover, or in its place after a tap. */
export function Moment({ at, locale, precision, className }: MomentProps) {
  return (
    <ZoneToggle
      iso={at.toISOString()}
      wib={clockTime(at, locale, "WIB", precision)}
      utc={clockTime(at, locale, "UTC", precision)}
      className={className}
    />
  );
}
