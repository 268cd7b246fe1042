import type { LogLevel, LogLine } from "ronda/types";
import type { Locale } from "#texts/index.ts";
import { clockTime } from "#texts/moments.ts";

const looks: Record<LogLevel, string> = {
  info: "text-ink-soft",
  warn: "font-bold text-stale",
  error: "font-bold text-failed",
};

/** What the run wrote, line by line, with the time of day in WIB. */
export function LogLines({ log, locale }: { log: LogLine[]; locale: Locale }) {
  return (
    <ol className="max-h-[32rem] divide-y divide-line overflow-y-auto rounded-card bg-sand px-4 py-1 font-mono text-[13px]">
      {log.map(({ at, level, message, stack }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        <li key={index} className="grid gap-x-3 py-1.5 sm:grid-cols-[auto_3rem_minmax(0,1fr)]">
          <time
            dateTime={at}
            title={clockTime(new Date(at), locale, "UTC", "full")}
            className="text-ink-soft tabular-nums"
          >
            {clockTime(new Date(at), locale, "WIB", "full")}
          </time>
          <span className={looks[level]}>{level}</span>
          <span className="min-w-0 break-words whitespace-pre-wrap">
            {message}
            {stack && <span className="block text-ink-soft">{stack}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
