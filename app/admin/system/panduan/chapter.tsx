"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { ChevronDown } from "#ui/icons.tsx";

/**
 * A chapter of the runbook, collapsed until somebody wants it: all of them open are forty screens on a phone. An address that
 * names a place within it opens it; without scripts the browser does that itself.
 */
export function Chapter({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const openForAddress = () => {
      const name = decodeURIComponent(window.location.hash.slice(1));
      const place = name ? document.getElementById(name) : null;
      if (!place || !details.current?.contains(place)) return;
      details.current.open = true;
      place.scrollIntoView();
    };
    openForAddress();
    window.addEventListener("hashchange", openForAddress);
    return () => window.removeEventListener("hashchange", openForAddress);
  }, []);
  return (
    <details
      ref={details}
      className="group border-b border-line print:[&::details-content]:[content-visibility:visible]"
    >
      <summary className="flex min-h-12 list-none items-center justify-between gap-3 py-2 [&::-webkit-details-marker]:hidden">
        <h2 id={id} className="scroll-mt-6 text-lg font-extrabold sm:text-xl">
          {title}
        </h2>
        <ChevronDown
          aria-hidden="true"
          className="size-5 shrink-0 text-ink-soft transition-transform duration-150 group-open:rotate-180 print:hidden"
        />
      </summary>
      <div className="space-y-4 pt-1 pb-8">{children}</div>
    </details>
  );
}
