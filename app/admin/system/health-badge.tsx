import type { Health } from "ronda";
import type { Badge as BadgeWord } from "ronda/types";
import { Badge, type BadgeTone } from "#ui/badge.tsx";

const badgeTones: Record<BadgeWord, BadgeTone> = { OK: "ok", STALE: "stale", FAILED: "failed" };

/** OK, STALE or FAILED; FAILED and STALE at once are two chips. */
export function HealthBadge({ health }: { health: Health }) {
  return (
    <span className="flex flex-wrap justify-end gap-1.5">
      <Badge tone={badgeTones[health.badge]}>{health.badge}</Badge>
      {health.alsoStale && <Badge tone="stale">STALE</Badge>}
    </span>
  );
}
