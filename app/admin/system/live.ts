"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import type { systemTexts } from "#texts/system.ts";

/** How the server is, as the browser sees it. What else may be wrong with it is the page's own to tell. */
export type ServerState = "ready" | "unreachable" | "databaseAway";

/**
 * Keeps a page current while somebody looks at it: asks every so many milliseconds, at once on coming back to the tab, and
 * never in the background. `checkedAt` changes with each answer; with 0 nothing is asked.
 */
export function useLive(everyMs: number, checkedAt: string): { state: ServerState; secondsAgo: number } {
  const router = useRouter();
  const [state, setState] = useState<ServerState>("ready");
  const secondsAgo = useSecondsSince(checkedAt);

  const refresh = useCallback(async () => {
    if (document.visibilityState !== "visible") return;
    // A refresh that finds no server, or a server that finds no database, would leave the page for the browser's own error; so ask first.
    const found = await askServer();
    setState(found);
    if (found === "ready") router.refresh();
  }, [router]);

  useEffect(() => {
    if (everyMs === 0) return;
    const timer = setInterval(refresh, everyMs);
    document.addEventListener("visibilitychange", refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
    };
  }, [refresh, everyMs]);
  return { state, secondsAgo };
}

async function askServer(): Promise<ServerState> {
  try {
    const response = await fetch("/api/health/ready", { cache: "no-store" });
    const found = (await response.json()) as { database?: string };
    return found.database === "ok" ? "ready" : "databaseAway";
  } catch {
    return "unreachable";
  }
}

/** Counts on the browser's own clock, which may differ from the server's. */
function useSecondsSince(checkedAt: string): number {
  const [seconds, setSeconds] = useState(0);
  const since = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new answer starts the count again
  useEffect(() => {
    since.current = Date.now();
    setSeconds(0);
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - since.current) / 1000)), 1_000);
    return () => clearInterval(timer);
  }, [checkedAt]);
  return seconds;
}

type LiveTexts = ReturnType<typeof systemTexts>["live"];

/** How long ago the page was made. */
export function agoInWords(seconds: number, texts: LiveTexts): string {
  if (seconds < 1) return texts.justNow;
  return seconds < 120 ? texts.secondsAgo(seconds) : texts.minutesAgo(Math.floor(seconds / 60));
}
