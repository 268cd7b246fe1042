import type { Health, JobOverview } from "ronda";
import type { Badge as BadgeWord } from "ronda/types";
import { type Locale, textsFor } from "#texts/index.ts";
import { Badge, type BadgeTone } from "#ui/badge.tsx";

const badgeTones: Record<BadgeWord, BadgeTone> = { OK: "ok", STALE: "stale", FAILED: "failed" };

type HealthBadgeProps = { health: Health; paused: JobOverview["paused"]; isHandled?: boolean; locale: Locale };

/**
 * OK, STALE or FAILED; FAILED and STALE at once are two chips. That a job is paused, or looked after, stands beside them. Each says what it
 * means to who points at it and to who hears it.
 */
export function HealthBadge({ health, paused, isHandled = false, locale }: HealthBadgeProps) {
  const meanings = textsFor(locale).system.jobs.badges;
  const badge = (word: BadgeWord) => (
    <Badge tone={badgeTones[word]} title={meanings[word]}>
      {word}
      <span className="sr-only">: {meanings[word]}</span>
    </Badge>
  );
  return (
    <span className="flex flex-wrap justify-end gap-1.5">
      {paused && <Badge tone="paused">{textsFor(locale).system.jobs.paused.toUpperCase()}</Badge>}
      {!(paused && health.badge === "OK") && badge(health.badge)}
      {health.alsoStale && badge("STALE")}
      {isHandled && health.badge !== "OK" && <Badge tone="paused">{textsFor(locale).system.incidents.handled}</Badge>}
    </span>
  );
}
