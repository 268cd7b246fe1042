import { keepInput } from "../database/inputs.ts";
import type { Engine } from "../engine.ts";
import type { InputSchema } from "../types/input.ts";
import type { RunContext, RunOutcome } from "../types.ts";
import { InputError, readInput, storedInput } from "./input.ts";
import type { Runner } from "./runner.ts";
import type { Task } from "./task.ts";

const takesNone = "This job takes no input";

/**
 * Runs a task with what its job's schema makes of what was given, and keeps that with the run. An input that is not
 * accepted runs nothing; where none was given, as by the schedule, and the schema refuses all the same, the run fails
 * and is kept, for nobody else would notice.
 */
export async function runGiven(
  { engine, runner }: { engine: Engine; runner: Runner },
  task: Task,
  { schema, input }: { schema: InputSchema | undefined; input: unknown },
): Promise<RunOutcome> {
  if (!schema) return { ok: false, error: takesNone, issues: [{ path: "", message: takesNone }] };
  try {
    const value = await readInput(schema, input, engine.redact);
    let runId = "";
    const onRecorded = (id: string) => {
      runId = id;
      task.onRecorded?.(id);
    };
    return await runner.run({ ...task, onRecorded, run: withInput(engine, task, { runId: () => runId, value }) });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    if (input !== undefined) return { ok: false, error: error.message, issues: error.issues };
    return await runner.run({ ...task, run: () => Promise.reject(error) });
  }
}

/** The task's function with the input in its context, which is kept before the first attempt. */
function withInput(
  { database, redact }: Engine,
  { run }: Task,
  { runId, value }: { runId: () => string; value: unknown },
): Task["run"] {
  let kept: Promise<void> | undefined;
  return async (context: RunContext) => {
    kept ??= keep(context);
    await kept;
    return run({ ...context, input: value });
  };

  async function keep({ log }: RunContext): Promise<void> {
    try {
      await keepInput(database, runId(), storedInput(value, redact));
    } catch (error) {
      log.warn("its input could not be kept with the run", error);
    }
  }
}
