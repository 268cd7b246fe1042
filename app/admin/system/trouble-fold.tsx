"use client";

import { type ReactNode, useState } from "react";
import { ChevronDown } from "#ui/icons.tsx";

type TroubleFoldProps = { startsOpen: boolean; heading: ReactNode; children: ReactNode };

/**
 * One thing that is wrong: on a phone a line that opens at a tap; at a desk, and on paper, all of it is there. How it starts
 * counts once: a refresh closes nothing under somebody's finger, and takes no focus away.
 */
export function TroubleFold({ startsOpen, heading, children }: TroubleFoldProps) {
  const [open] = useState(startsOpen);
  return (
    <details
      open={open}
      className="group/trouble min-w-0 flex-1 sm:[&::details-content]:[content-visibility:visible] print:[&::details-content]:[content-visibility:visible]"
    >
      <summary className="-my-1 flex min-h-10 list-none items-start justify-between gap-3 py-1 [&::-webkit-details-marker]:hidden">
        {heading}
        <ChevronDown
          aria-hidden="true"
          className="mt-0.5 size-5 shrink-0 text-ink-soft transition-transform duration-150 group-open/trouble:rotate-180 sm:hidden print:hidden"
        />
      </summary>
      <div className="grid gap-x-4 gap-y-2 pt-1 pb-1 sm:grid-cols-[minmax(0,1fr)_auto]">{children}</div>
    </details>
  );
}
