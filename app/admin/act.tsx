import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "#ui/classes.ts";

type ActProps = { label: string; accessibleLabel?: string; open?: boolean; className?: string; children: ReactNode };

/** Something that an admin may do and that needs a few words first: a button that unfolds its form, also without scripts. */
export function Act({ label, accessibleLabel, open, className, children }: ActProps) {
  return (
    <details open={open} className={classes("group", className)}>
      <summary
        aria-label={accessibleLabel}
        className="inline-flex min-h-11 list-none items-center gap-2 rounded-control border border-line-strong/60 bg-surface px-4 text-sm font-semibold transition-colors duration-150 hover:bg-sand sm:min-h-10 [&::-webkit-details-marker]:hidden"
      >
        {label}
        <ChevronDown aria-hidden="true" className="size-4 transition-transform duration-150 group-open:rotate-180" />
      </summary>
      <div className="mt-3 max-w-xl rounded-card border border-line bg-surface p-4">{children}</div>
    </details>
  );
}
