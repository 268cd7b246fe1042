"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Locale } from "#texts/format.ts";
import { systemTexts } from "#texts/system.ts";
import { type BadgeTone, Shape } from "#ui/badge.tsx";
import { classes } from "#ui/classes.ts";

const refreshEveryMs = 10_000;

type LiveStatusProps = { tone: BadgeTone; sentence: string; checkedAt: string; locale: Locale };

/**
 * The headline, kept current while somebody looks at it: asks every 10 s, at once on coming back to the tab, and never in
 * the background. `checkedAt` changes with each answer. While the server or its database is away the page stays, and the
 * headline says that instead of what was true before.
 */
export function LiveStatus({ tone, sentence, checkedAt, locale }: LiveStatusProps) {
  const texts = systemTexts(locale).live;
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
    const timer = setInterval(refresh, refreshEveryMs);
    document.addEventListener("visibilitychange", refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
    };
  }, [refresh]);

  const isReady = state === "ready";
  return (
    <>
      <Headline tone={isReady ? tone : "failed"}>{isReady ? sentence : texts.away[state]}</Headline>
      <p className={classes("text-sm tabular-nums", isReady ? "text-ink-soft" : "font-semibold text-failed")}>
        {/* What ticks stands last, so that nothing behind it moves. */}
        {isReady ? `${texts.every} · ${texts.checked(agoInWords(secondsAgo, texts))}` : texts.notCurrent}
      </p>
    </>
  );
}

const toneTexts: Record<BadgeTone, string> = {
  ok: "text-ok",
  stale: "text-stale",
  failed: "text-failed",
  paused: "",
  running: "",
};

function Headline({ tone, children }: { tone: BadgeTone; children: string }) {
  return (
    <p
      role="status"
      className="flex items-start gap-3 text-2xl leading-tight font-extrabold tracking-tight text-balance sm:text-[1.75rem]"
    >
      <Shape tone={tone} className={`mt-1.5 size-5 sm:mt-2 ${toneTexts[tone]}`} />
      {children}
    </p>
  );
}

type ServerState = "ready" | "unreachable" | "databaseAway";

/** What else may be wrong with the server is the page's own to tell. */
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

function agoInWords(seconds: number, texts: LiveTexts): string {
  if (seconds < 1) return texts.justNow;
  return seconds < 120 ? texts.secondsAgo(seconds) : texts.minutesAgo(Math.floor(seconds / 60));
}
