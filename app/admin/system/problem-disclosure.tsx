"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { ChevronDown } from "#ui/icons.tsx";

type ProblemDisclosureProps = { id: string; startsOpen: boolean; heading: ReactNode; children: ReactNode };

/**
 * One thing that is wrong: on a phone a line that opens at a tap; at a desk, and on paper, all of it is there. How it starts
 * counts once: a refresh closes nothing under somebody's finger, and takes no focus away. Whoever comes back from where it led
 * finds it as they left it.
 */
export function ProblemDisclosure({ id, startsOpen, heading, children }: ProblemDisclosureProps) {
  const [open] = useState(startsOpen);
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const left = leftAs(id);
    if (left !== undefined && details.current) details.current.open = left;
  }, [id]);
  return (
    <details
      ref={details}
      open={open}
      onToggle={(event) => leave(id, { open: event.currentTarget.open, startsOpen: open })}
      className="group/problem min-w-0 flex-1 sm:[&::details-content]:[content-visibility:visible] print:[&::details-content]:[content-visibility:visible]"
    >
      <summary className="-my-1 flex min-h-10 list-none items-start justify-between gap-3 py-1 [&::-webkit-details-marker]:hidden">
        {heading}
        <ChevronDown
          aria-hidden="true"
          className="mt-0.5 size-5 shrink-0 text-ink-soft transition-transform duration-150 group-open/problem:rotate-180 sm:hidden print:hidden"
        />
      </summary>
      <div className="grid gap-x-4 gap-y-2 pt-1 pb-1 sm:grid-cols-[minmax(0,1fr)_auto]">{children}</div>
    </details>
  );
}

const keyOf = (id: string) => `problem ${id}`;

/** How it was left in this tab; undefined where it was not touched, or where the browser keeps nothing. */
function leftAs(id: string): boolean | undefined {
  try {
    const left = sessionStorage.getItem(keyOf(id));
    return left === null ? undefined : left === "open";
  } catch {
    return undefined;
  }
}

/** What stands as it would anyway is not kept: it may start otherwise another time. */
function leave(id: string, { open, startsOpen }: { open: boolean; startsOpen: boolean }): void {
  try {
    if (open === startsOpen) sessionStorage.removeItem(keyOf(id));
    else sessionStorage.setItem(keyOf(id), open ? "open" : "closed");
  } catch {
    // A browser that keeps nothing shows it as it starts.
  }
}
