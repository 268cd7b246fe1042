"use client";

import { useState } from "react";
import { classes } from "./classes.ts";

type ZoneToggleProps = { iso: string; wib: string; utc: string; className?: string };

/** Shows one time zone and offers the other. Texts come formatted, so that server and browser agree. */
export function ZoneToggle({ iso, wib, utc, className }: ZoneToggleProps) {
  const [inUtc, setInUtc] = useState(false);
  return (
    <button
      type="button"
      title={inUtc ? wib : utc}
      onClick={() => setInUtc(!inUtc)}
      className={classes(
        "min-h-6 cursor-help rounded-[4px] text-left whitespace-nowrap [word-spacing:0.1em] tabular-nums decoration-line-strong decoration-dotted underline-offset-4 hover:underline",
        className,
      )}
    >
      <time dateTime={iso}>{inUtc ? utc : wib}</time>
    </button>
  );
}
