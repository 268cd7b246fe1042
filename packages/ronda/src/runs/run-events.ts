import type { Ending } from "../database/store.ts";
import type { RunEnd, RunStart, TraceContext } from "../events/event-map.ts";
import type { Claimed, Request } from "./claim.ts";

type RunRequest = Request & { trace: TraceContext | null };

/** A run that was begun has no end, because that could not be written; `cause` is why. */
export class RunUnrecorded extends Error {
  override name = "RunUnrecorded";
  readonly runId: string;
  constructor(runId: string, cause: unknown) {
    super("The end of a run could not be recorded", { cause });
    this.runId = runId;
  }
}

/** What listeners hear of a run that begins. */
export function startOf(
  { jobName, actor, caller, trace }: RunRequest,
  claimed: Claimed & { kind: "claimed" },
): RunStart {
  const { id: runId, trigger, slotAt, startedAt } = claimed;
  const latenessMs = slotAt && startedAt.getTime() - slotAt.getTime();
  return { runId, jobName, trigger, slotAt, startedAt, latenessMs, actor, caller, trace };
}

/** What they hear of one that ends: as its row keeps it, without what it returned. */
export function endOf(start: RunStart, ending: Ending): RunEnd {
  const { status, finishedAt, restarted, errorMessage, errorStack, reason } = ending;
  const { durationMs: lasted, attempts: made } = ending;
  const [durationMs, attempts] = [lasted ?? 0, made ?? 1];
  return { ...start, status, finishedAt, durationMs, attempts, restarted, errorMessage, errorStack, reason };
}
