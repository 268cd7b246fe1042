"use client";

import type { Route } from "next";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import type { ShellCounts } from "./counts.ts";

const Shown = createContext<ShellCounts>({ counts: {}, mailsDown: null });

/** How much waits in the part of the back office at this address; undefined where nothing does. */
export const useCount = (href: string) => useContext(Shown).counts[href];

/** Says that no mail goes out, before something is pressed of which somebody is told by mail. Nothing while they go out. */
export function MailsDown() {
  const down = useContext(Shown).mailsDown;
  if (!down) return null;
  return (
    <p className="text-sm font-medium text-stale">
      {down.says}{" "}
      <Link href={down.href as Route} prefetch={false} className="underline underline-offset-4">
        {down.why}
      </Link>
    </p>
  );
}

/**
 * Keeps the sidebar's counts true. Its layout is drawn once and stays while one goes from page to page, so each new
 * address reads them again; the older figures stand until the new ones are there. `shell` is what the server drew.
 */
export function FreshCounts({ shell, children }: { shell: ShellCounts; children: ReactNode }) {
  const address = `${usePathname()}?${useSearchParams()}`;
  const [read, setRead] = useState<{ fresh: ShellCounts; since: ShellCounts }>();
  const drawn = useRef({ address, shell });

  useEffect(() => {
    const before = drawn.current;
    drawn.current = { address, shell };
    // After an action the server draws the layout, too, and nothing is older than that.
    if (before.address === address || before.shell !== shell) return;
    const leaving = new AbortController();
    readCounts(leaving.signal).then((fresh) => fresh && setRead({ fresh, since: shell }));
    return () => leaving.abort();
  }, [address, shell]);

  return <Shown value={read?.since === shell ? read.fresh : shell}>{children}</Shown>;
}

/** Nothing when offline, signed out meanwhile, or gone on already: the next page reads them. */
async function readCounts(signal: AbortSignal): Promise<ShellCounts | undefined> {
  try {
    const response = await fetch("/admin/counts", { signal, redirect: "error" });
    const shell = response.ok ? await response.json() : undefined;
    // While one release replaces another, a process of the other may answer.
    return shell?.counts ? shell : undefined;
  } catch {
    return undefined;
  }
}
