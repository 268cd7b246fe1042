"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import type { Counts } from "./counts.ts";

const Shown = createContext<Counts>({});

/** How much waits in the part of the back office at this address; undefined where nothing does. */
export const useCount = (href: string) => useContext(Shown)[href];

/**
 * Keeps the sidebar's counts true. Its layout is drawn once and stays while one goes from page to page, so each new
 * address reads them again; the older figures stand until the new ones are there. `counts` are what the server drew.
 */
export function FreshCounts({ counts, children }: { counts: Counts; children: ReactNode }) {
  const address = `${usePathname()}?${useSearchParams()}`;
  const [read, setRead] = useState<{ fresh: Counts; since: Counts }>();
  const drawn = useRef({ address, counts });

  useEffect(() => {
    const before = drawn.current;
    drawn.current = { address, counts };
    // After an action the server draws the layout, too, and nothing is older than that.
    if (before.address === address || before.counts !== counts) return;
    const leaving = new AbortController();
    readCounts(leaving.signal).then((fresh) => fresh && setRead({ fresh, since: counts }));
    return () => leaving.abort();
  }, [address, counts]);

  return <Shown value={read?.since === counts ? read.fresh : counts}>{children}</Shown>;
}

/** Nothing when offline, signed out meanwhile, or gone on already: the next page reads them. */
async function readCounts(signal: AbortSignal): Promise<Counts | undefined> {
  try {
    const answer = await fetch("/admin/counts", { signal, redirect: "error" });
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}
