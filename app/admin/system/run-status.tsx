import type { RunStatus } from "ronda";
import { Badge, type BadgeTone } from "#ui/badge.tsx";

const tones: Record<RunStatus, BadgeTone> = {
  RUNNING: "running",
  SUCCESS: "ok",
  FAILED: "failed",
  TIMED_OUT: "failed",
  ABANDONED: "failed",
  SKIPPED: "paused",
  MISSED: "stale",
};

/** A run's status by the name it has in the database, in the log and in the runbook. */
export function RunStatusBadge({ status, words }: { status: RunStatus; words: string }) {
  return (
    <Badge tone={tones[status]} size="small" title={words}>
      {status.replace("_", " ")}
    </Badge>
  );
}
