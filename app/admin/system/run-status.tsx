import type { RunStatus, RunSummary } from "ronda";
import { isRestart } from "ronda/words";
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

type Outcome = Pick<RunSummary, "status" | "reason" | "lateStatus">;

/** A run's status by the name it has in the database, in the log and in the runbook. */
export function RunStatusBadge({ run, words }: { run: Outcome; words: string }) {
  return (
    <Badge tone={toneOfRun(run)} size="small" title={words}>
      {run.status.replace("_", " ")}
      <span className="sr-only">: {words}</span>
    </Badge>
  );
}

/** A restart is no error; what was given up and succeeded after all is half of one. */
export function toneOfRun(run: Outcome): BadgeTone {
  if (isRestart(run)) return "paused";
  return run.status === "ABANDONED" && run.lateStatus === "SUCCESS" ? "stale" : tones[run.status];
}
