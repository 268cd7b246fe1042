import { refused } from "../actions/outcomes.ts";
import { askAgain } from "../actions/run-again.ts";
import type { Engine } from "../engine.ts";
import { openSlots } from "../job/slots.ts";
import { describeFailure } from "../record/failure.ts";
import { label } from "../record/label.ts";
import type { StartRun } from "../runs/task.ts";
import { taskOfTrigger } from "../runs/wanted.ts";
import type { PatrolReport, RunOutcome } from "../types.ts";
import type { Triggering } from "./handle.ts";
import { longestUserAgent, type RejectionCounter } from "./rejections.ts";
import type { Secrets } from "./secrets.ts";
import type { TriggerBook } from "./triggers.ts";

type TriggeringOptions = {
  secrets: Secrets;
  rejections: RejectionCounter;
  triggers: Pick<TriggerBook, "see">;
  run: StartRun;
  sweep: () => Promise<PatrolReport>;
  stopping: () => boolean;
};

/** What the HTTP side needs, of an engine. */
export function triggeringOf(engine: Engine, options: TriggeringOptions): Triggering {
  const { secrets, rejections, triggers, run, sweep, stopping } = options;
  const { clock, logger } = engine;
  return {
    secrets,
    jobNames: [...engine.jobs.keys()],
    takesInput: (name) => engine.jobs.get(name)?.input !== undefined,
    rejections,
    clock,
    triggered: ({ trigger, userAgent, ...triggered }) => {
      const job = engine.jobs.get(triggered.jobName);
      const isOfSlot = trigger === "schedule" || (job && openSlots(job, triggered.at).length > 0);
      const agent = userAgent && label(engine.redact(userAgent), longestUserAgent);
      return triggers.see({ ...triggered, trigger: isOfSlot ? "schedule" : "manual", userAgent: agent || null });
    },
    stopping,
    patrol: () =>
      sweep().then(
        (payload) => ({ ok: true, payload }),
        (error) => ({ ok: false, error: describeFailure(error, engine.redact).message }),
      ),
    unset: onlyOnce(() =>
      logger.warn(
        { cron: "secret" },
        'cron trigger refused with 500 "Server misconfigured": createRonda was given no secrets.current; set it and start again',
      ),
    ),
    rejected: ({ userAgent, ...rejection }) => {
      const agent = userAgent && engine.redact(userAgent);
      engine.events.emit("trigger.rejected", { ...rejection, userAgent: agent, at: clock() });
    },
    async runAgain(name, { runId, actor, trace }) {
      const about = { options: { by: actor }, jobName: name, caller: "http", trace } as const;
      const asked = await askAgain({ engine, start: run }, runId, about).catch(
        (error): RunOutcome => ({ ok: false, error: describeFailure(error, engine.redact).message }),
      );
      if ("ok" in asked) return asked;
      return "refusal" in asked ? { refused: refused(asked.refusal).error } : await asked.outcome;
    },
    run: (name, { trigger, ...given }) => {
      const asked = given.input === undefined ? trigger : "manual";
      return run(name, { ...given, ...taskOfTrigger(engine, name, asked), caller: "http" });
    },
  };
}

function onlyOnce(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}
