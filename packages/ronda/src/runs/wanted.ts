import type { Engine } from "../engine.ts";
import { openSlots, slotsOfSchedule } from "../job/slots.ts";
import { label, longestActor, longestReason } from "../record/label.ts";
import { newRunId } from "../record/run-id.ts";
import type { RunOptions } from "../types.ts";
import type { Task } from "./task.ts";

/** What the engine itself wants of a slot: to run it, unless somebody has. */
export const ofSlot = (slotAt: Date) => ({ slots: [slotAt], needsSlot: true, quiet: true });

/** What it means that a trigger says what it is: the schedule runs once a slot, a person takes none. */
export function taskOfTrigger({ jobs, clock }: Engine, name: string, trigger: RunOptions["trigger"]): Partial<Task> {
  if (trigger === "manual") return { slots: [], manual: true };
  const job = jobs.get(name);
  return trigger === "schedule" && job ? { slots: slotsOfSchedule(job, clock()), needsSlot: true } : {};
}

/** What is wanted, with the job's own work and its open slots where nothing else is given. A person takes no slot. */
export function taskOf(
  { jobs, clock }: Engine,
  name: string,
  { reason, ...given }: Partial<Task> & { reason?: unknown },
): Task {
  const job = jobs.get(name);
  const actor = given.actor ? label(given.actor, longestActor) || null : null;
  const slots = given.slots ?? (job && !actor ? openSlots(job, clock()) : []);
  const unknown = () => Promise.reject(new Error(`There is no job called "${name}"`));
  const run = given.run ?? job?.run ?? unknown;
  const manual = given.manual ?? actor !== null;
  const why = reason ? label(reason, longestReason) || null : null;
  const start = { id: newRunId(clock()), verb: "run", reason: why, details: {} } as const;
  const action = manual && actor !== null ? start : null;
  const usual = { trigger: "schedule", needsSlot: false, quiet: false, lastSecret: null } as const;
  return {
    jobName: name,
    ...usual,
    caller: "code",
    trace: null,
    runId: null,
    action,
    ...given,
    actor,
    slots,
    manual,
    job,
    run,
  };
}
