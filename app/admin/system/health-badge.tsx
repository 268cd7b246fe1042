import type { Health, JobOverview } from "ronda";
import type { Badge as BadgeWord } from "ronda/types";
import { type Locale, textsFor } from "#texts/index.ts";
import { Badge, type BadgeTone } from "#ui/badge.tsx";

const badgeTones: Record<BadgeWord, BadgeTone> = { OK: "ok", STALE: "stale", FAILED: "failed" };

type HealthBadgeProps = { health: Health; paused: JobOverview["paused"]; locale: Locale };

/** OK, STALE or FAILED; FAILED and STALE at once are two chips. That a job is paused stands beside them. */
export function HealthBadge({ health, paused, locale }: HealthBadgeProps) {
  return (
    <span className="flex flex-wrap justify-end gap-1.5">
      {paused && <Badge tone="paused">{textsFor(locale).system.jobs.paused.toUpperCase()}</Badge>}
      {!(paused && health.badge === "OK") && <Badge tone={badgeTones[health.badge]}>{health.badge}</Badge>}
      {health.alsoStale && <Badge tone="stale">STALE</Badge>}
    </span>
  );
}
