import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import { ChevronDown } from "./icons.tsx";

/** Something to open where one wants to know more: the browser's own, so that it needs no script. */
export function Disclosure({
  title,
  open,
  className,
  children,
}: {
  title: ReactNode;
  open?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    // Without scripts a refused form comes back folded: what is wrong must be seen all the same.
    <details
      open={open}
      className={classes(
        "group [&:has([role=alert],[aria-invalid=true])::details-content]:[content-visibility:visible]",
        className,
      )}
    >
      <summary className="flex min-h-11 list-none items-center justify-between gap-3 py-2 text-[15px] font-semibold [&::-webkit-details-marker]:hidden">
        <span className="min-w-0">{title}</span>
        <ChevronDown
          aria-hidden="true"
          className="size-5 shrink-0 text-ink-soft transition-transform duration-150 group-open:rotate-180"
        />
      </summary>
      <div className="pt-1 pb-4">{children}</div>
    </details>
  );
}
