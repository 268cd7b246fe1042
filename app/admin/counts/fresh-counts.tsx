"use client";

import type { Route } from "next";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import type { ShellNews } from "./counts.ts";

const Shown = createContext<ShellNews>({ counts: {}, mailsDown: null });

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
 * address reads them again; the older figures stand until the new ones are there. `news` is what the server drew.
 */
export function FreshCounts({ news, children }: { news: ShellNews; children: ReactNode }) {
  const address = `${usePathname()}?${useSearchParams()}`;
  const [read, setRead] = useState<{ fresh: ShellNews; since: ShellNews }>();
  const drawn = useRef({ address, news });

  useEffect(() => {
    const before = drawn.current;
    drawn.current = { address, news };
    // After an action the server draws the layout, too, and nothing is older than that.
    if (before.address === address || before.news !== news) return;
    const leaving = new AbortController();
    readNews(leaving.signal).then((fresh) => fresh && setRead({ fresh, since: news }));
    return () => leaving.abort();
  }, [address, news]);

  return <Shown value={read?.since === news ? read.fresh : news}>{children}</Shown>;
}

/** Nothing when offline, signed out meanwhile, or gone on already: the next page reads them. */
async function readNews(signal: AbortSignal): Promise<ShellNews | undefined> {
  try {
    const answer = await fetch("/admin/counts", { signal, redirect: "error" });
    const news = answer.ok ? await answer.json() : undefined;
    // While one release replaces another, a process of the other may answer.
    return news?.counts ? news : undefined;
  } catch {
    return undefined;
  }
}
