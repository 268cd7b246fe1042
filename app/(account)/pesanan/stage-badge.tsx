import type { Stage } from "#domain/bookings/stage.ts";
import type { Texts } from "#texts/index.ts";
import { Badge, type BadgeTone } from "#ui/badge.tsx";

const tones: Record<Stage, BadgeTone> = {
  "to-pay": "stale",
  rejected: "failed",
  "under-review": "running",
  expired: "paused",
  cancelled: "paused",
  upcoming: "ok",
  "under-way": "running",
  over: "paused",
};

/** Where a booking stands, as a word with its colour and shape. */
export function StageBadge({ stage, texts }: { stage: Stage; texts: Texts["bookings"] }) {
  return <Badge tone={tones[stage]}>{texts.stages[stage]}</Badge>;
}
