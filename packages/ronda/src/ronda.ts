import { verbsOf } from "./actions/verbs.ts";
import { createEngine } from "./create-engine.ts";
import { joined } from "./database/joined.ts";
import { migrate } from "./database/migrate.ts";
import type { Engine } from "./engine.ts";
import { handle } from "./http/handle.ts";
import { rejectionCounter } from "./http/rejections.ts";
import { triggeringOf } from "./http/triggering.ts";
import { triggerBook } from "./http/triggers.ts";
import { DefinitionError } from "./job/definition.ts";
import type { Job } from "./job/job.ts";
import { sourceOf } from "./page/engine-source.ts";
import { createPage } from "./page/page.ts";
import { learnTime } from "./process/known-time.ts";
import { describeFailure } from "./record/failure.ts";
import { whatIsWrongWithName } from "./record/label.ts";
import type { Ronda } from "./ronda-interface.ts";
import { checkRondaOptions, type RondaOptions } from "./ronda-options.ts";
import { runGiven } from "./runs/given-run.ts";
import { createRunner } from "./runs/runner.ts";
import type { StartRun, Task } from "./runs/task.ts";
import { rememberUnanswered } from "./runs/unanswered.ts";
import { taskOf, taskOfTrigger } from "./runs/wanted.ts";
import { stopInTime, stopMs } from "./stopping.ts";
import type { RunOptions, RunOutcome } from "./types.ts";
import { createAfterTrigger } from "./watch/after-trigger.ts";
import { readOverview } from "./watch/overview.ts";
import { createPatrolTimer } from "./watch/patrol.ts";
import { readsOf } from "./watch/reads.ts";
import { createRerun } from "./watch/rerun.ts";
import { createScheduling } from "./watch/scheduling.ts";
import { createSweep } from "./watch/sweep.ts";

export type { InputOfJob, PayloadOfJob, Ronda } from "./ronda-interface.ts";
export type { RondaOptions };

/** Puts an engine together. Opens no connection. Throws `DefinitionError` that says which option is wrong and what was meant. */
export function createRonda<EachJob extends Job>(options: RondaOptions<EachJob>): Ronda<EachJob> {
  checkRondaOptions(options);
  const { app, jobs, secrets } = options;
  const engine = createEngine(options);
  const { clock, database, logger } = engine;
  const runner = createRunner(engine);
  const warn = (what: string) => (error: unknown) =>
    logger.warn({ cron: "patrol", error: describeFailure(error, engine.redact).message }, `cron ${what} failed`);
  const rejections = rejectionCounter({ database, clock, onError: warn("count of refused triggers") });
  const triggers = triggerBook({ database, onError: warn("note of a trigger") });

  const run: StartRun = async (name, { input, ...given }) => {
    const task = taskOf(engine, name, given);
    const schema = given.run ? undefined : task.job?.input;
    const isGiven = schema !== undefined || input !== undefined;
    const outcome = await (isGiven ? runGiven({ engine, runner }, task, { schema, input }) : runner.run(task));
    await afterTrigger(name);
    return outcome;
  };
  const sweep = createSweep(engine, { rerun: createRerun(run), flushRejections: rejections.flush });
  const afterTrigger = createAfterTrigger(engine, { patrol: sweep, isStopping: runner.stopping });
  const migration = joined(
    async () => {
      // Before anything is written with a time that cannot be; without tables nothing is known of it.
      await learnTime(engine).catch(() => {});
      await migrate(database, { ...options, now: clock() });
    },
    () => {},
  );
  const patrols = createPatrolTimer(engine, { patrol: sweep, onError: warn("patrol") });
  const scheduler = createScheduling(engine, { app, run, triggers });
  const triggering = triggeringOf(engine, { secrets, rejections, triggers, run, sweep, stopping: runner.stopping });
  const overview = () =>
    readOverview(database, { ...engine, secrets, now: clock(), leap: engine.steady?.leap() ?? null });

  return {
    ...readsOf(engine, overview),
    ...verbsOf(engine, run),
    jobs,
    watches: options.watches ?? [],
    migrate: () => migration(),
    runCron: createRunCron(engine, run) as Ronda<EachJob>["runCron"],
    handle: (request, name) => handle(triggering, request, name),
    page: createPage(sourceOf(engine, { app, overview, run })),
    patrol: () => sweep(),
    startPatrol(...given: unknown[]) {
      takesNoOptions("startPatrol", given);
      patrols.start();
    },
    on: engine.events.on,
    around: engine.events.around,
    startScheduler(...given: unknown[]) {
      takesNoOptions("startScheduler", given);
      scheduler.start();
      patrols.start();
      engine.events.emit("scheduler.started", { at: clock() });
    },
    async stop() {
      for (const { runId } of scheduler.stop()) rememberUnanswered(engine, runId);
      engine.events.emit("scheduler.stopped", { at: clock() });
      patrols.stop();
      const hangUp = () => {
        engine.alerts.abandon();
        engine.deadman?.abandon();
      };
      const giveUp = () => {
        database.close();
        hangUp();
      };
      const isDone = await stopInTime(
        async () => {
          await runner.stop();
          await Promise.all([afterTrigger.settled(), sweep.settled(), migration.settled()]);
          await triggers.settled();
          await rejections.flushAll().catch(warn("count of refused triggers"));
          await engine.alerts.stop();
        },
        { hangUp, giveUp },
      );
      if (!isDone) logger.warn({ cron: "stop" }, `cron stopped after ${stopMs / 1000} s, before all was written`);
    },
  };
}

type RunCron = (name: string, second?: Task["run"] | RunOptions, third?: RunOptions) => Promise<RunOutcome>;

/** Makes `ronda.runCron`, which takes a job of the registry or a function of its own. */
function createRunCron(engine: Engine, run: StartRun): RunCron {
  return (name, second, third) => {
    const [fn, options] = typeof second === "function" ? [second, third] : [undefined, second ?? third];
    const wrong = whatIsWrongWithName(name);
    if (wrong) return Promise.resolve({ ok: false, error: wrong });
    if (!fn && !engine.jobs.has(name)) {
      return Promise.resolve({ ok: false, error: `There is no job called "${name}"` });
    }
    const { trigger, actor, reason, input } = readable(options);
    const asked = input === undefined ? trigger : "manual";
    return run(name, { run: fn, actor: actor ?? null, reason, input, ...taskOfTrigger(engine, name, asked) });
  };
}

/** What was given for options, as far as it can be read: `runCron` never throws. */
function readable(options: RunOptions | undefined): RunOptions {
  try {
    const { trigger, actor, reason, input } = options ?? {};
    return { trigger, actor, reason, input };
  } catch {
    return {};
  }
}

/** An object of options would have no effect, so it is refused; what a promise or an event hands on is no matter. */
function takesNoOptions(name: string, [given]: unknown[]): void {
  if (typeof given !== "object" || given === null || given instanceof Error) return;
  throw new DefinitionError(`ronda.${name}: takes no options; those of the engine are given to createRonda`);
}
