/** A moment as the clock of a zone shows it, to the minute: `2026-11-24 01:00`. */
export function clockIn(timeZone: string, moment: Date): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(moment);
}

/** A length of time to read at a glance: `840 ms`, `3.2 s`, `4 min 10 s`. Rounded down, so that no unit is ever full: there is no `1 min 60 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.floor(ms)} ms`;
  if (ms < 60_000) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1000)} s`;
}
