import type { ReactNode } from "react";
import { classes } from "#ui/classes.ts";
import { ChevronDown } from "#ui/icons.tsx";

type ActionDisclosureProps = {
  label: string;
  accessibleLabel?: string;
  open?: boolean;
  /** In a row of a long list, where a button in each would drown what the rows say. */
  quiet?: boolean;
  className?: string;
  children: ReactNode;
};

const look = {
  button:
    "min-h-11 rounded-control border border-line-strong/60 bg-surface px-4 text-sm font-semibold hover:bg-sand sm:min-h-10",
  quiet:
    "min-h-11 text-sm whitespace-nowrap text-ink-soft underline-offset-4 hover:text-ink hover:underline sm:min-h-6",
};

/** Something that an admin may do and that needs a few words first: a button that unfolds its form, also without scripts. */
export function ActionDisclosure({
  label,
  accessibleLabel,
  open,
  quiet = false,
  className,
  children,
}: ActionDisclosureProps) {
  return (
    <details open={open} className={classes("group", className)}>
      <summary
        aria-label={accessibleLabel}
        className={classes(
          "inline-flex list-none items-center gap-2 transition-colors duration-150 [&::-webkit-details-marker]:hidden",
          quiet ? look.quiet : look.button,
        )}
      >
        {label}
        <ChevronDown aria-hidden="true" className="size-4 transition-transform duration-150 group-open:rotate-180" />
      </summary>
      <div className="mt-3 max-w-xl rounded-card border border-line bg-surface p-4">{children}</div>
    </details>
  );
}
