"use client";

import { type ReactNode, useEffect, useRef } from "react";

/** A row of tabs that scrolls by itself, and opens where the tab that one is on can be seen. */
export function TabRow({ here, label, children }: { here?: string; label: string; children: ReactNode }) {
  const row = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is another place to scroll to
  useEffect(() => {
    const tab = row.current?.querySelector("[aria-current]")?.getBoundingClientRect();
    const frame = row.current?.getBoundingClientRect();
    if (!tab || !frame || tab.right <= frame.right) return;
    row.current?.scrollBy({ left: tab.left - frame.left - (frame.width - tab.width) / 2, behavior: "instant" });
  }, [here]);
  return (
    <nav ref={row} aria-label={label} className="-mx-4 overflow-x-auto px-4 sm:mx-0 sm:px-0">
      {children}
    </nav>
  );
}
