import { readActions } from "../database/actions.ts";
import type { Engine } from "../engine.ts";
import { label, longestActor } from "../record/label.ts";
import type { StartRun } from "../runs/task.ts";
import type { Action, ActionFilter, ActionOptions, ActionOutcome, RunAgainOutcome } from "../types.ts";
import { checkActionFilter } from "./action-filter.ts";
import { type ChannelTest, keepChannelTest } from "./channel-test.ts";
import { acknowledge, snooze } from "./incidents.ts";
import { pauseJob, resumeJob } from "./pausing.ts";
import { releaseLease } from "./releasing.ts";
import { runAgain } from "./run-again.ts";
import { trustClock } from "./trust-clock.ts";

type Until = ActionOptions & { until: Date };

/** What people do with an engine, and who did what. */
export function verbsOf(engine: Engine, start: StartRun) {
  return {
    async testChannel(name: string, { by }: { by: string }): Promise<ChannelTest> {
      const actor = label(by, longestActor);
      if (!actor) return { ok: false, error: "by is empty: say who asks for it" };
      const outcome = await engine.alerts.test(name, actor);
      if (!outcome) return { ok: false, error: noSuchChannel(name, engine.channels) };
      await keepChannelTest(engine, { name, by: actor, outcome });
      return outcome;
    },
    pause: (name: string, given: ActionOptions & { until?: Date | undefined }): Promise<ActionOutcome> =>
      pauseJob(engine, name, given),
    resume: (name: string, given: Parameters<typeof resumeJob>[2]): Promise<ActionOutcome> =>
      resumeJob(engine, name, given),
    acknowledge: (id: string, given: ActionOptions): Promise<ActionOutcome> => acknowledge(engine, id, given),
    snooze: (id: string, given: Until): Promise<ActionOutcome> => snooze(engine, id, given),
    releaseLease: (id: string, given: ActionOptions & { reason: string }): Promise<ActionOutcome> =>
      releaseLease(engine, id, given),
    trustClock: (given: ActionOptions & { leapMs?: number | undefined }): Promise<ActionOutcome> =>
      trustClock(engine, given),
    runAgain: (runId: string, given: ActionOptions): Promise<RunAgainOutcome> =>
      runAgain(engine, { start, runId, options: given }),
    async actions(filter: ActionFilter = {}): Promise<Action[]> {
      checkActionFilter(filter);
      return await readActions(engine.database, filter);
    },
  };
}

function noSuchChannel(name: string, channels: readonly string[]): string {
  return `There is no channel called "${name}"; there is ${channels.join(", ") || "none"}`;
}
