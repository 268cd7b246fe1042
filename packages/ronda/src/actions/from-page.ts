import type { Engine } from "../engine.ts";
import type { ActionOutcome } from "../types.ts";
import { acknowledge, snooze } from "./incidents.ts";
import { pauseJob, resumeJob } from "./pausing.ts";
import { releaseLease } from "./releasing.ts";

/** What a form of the engine's page asks for: `of` is a job's name, or the id of a run or an incident. */
export type FormAct = {
  verb: "pause" | "resume" | "acknowledge" | "snooze" | "release";
  of: string;
  given: { by: string; reason: string | undefined; until: Date | undefined; pausedAt: Date | undefined };
};

/** Does what a form asks for, each verb with what it takes of the form. */
export async function actFromPage(engine: Engine, { verb, of, given }: FormAct): Promise<ActionOutcome> {
  const { by, reason, until, pausedAt } = given;
  switch (verb) {
    case "pause":
      return await pauseJob(engine, of, { by, reason, until });
    case "resume":
      return await resumeJob(engine, of, { by, reason, pausedAt });
    case "acknowledge":
      return await acknowledge(engine, of, { by, reason });
    case "snooze":
      return await snooze(engine, of, { by, reason, until: until as Date });
    case "release":
      return await releaseLease(engine, of, { by, reason: reason ?? "" });
  }
}
