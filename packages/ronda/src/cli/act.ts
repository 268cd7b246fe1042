import { untilOf } from "../actions/until.ts";
import type { RondaConfig, RunsReader } from "../config.ts";
import { isUuid } from "../database/uuid.ts";
import { typedLine } from "../record/label.ts";
import { zoneLabel } from "../schedule/time-zone.ts";
import type { ActionOutcome, Incident } from "../types.ts";
import { actorHere } from "./actor.ts";
import { clockIn } from "./moment.ts";
import { readerOf } from "./reader.ts";
import { UsageError } from "./usage-error.ts";

/** The flags of the commands that do something. */
export type ActFlags = { by?: string; reason?: string; until?: string; zone?: string; json?: boolean };

/** What a command that did something prints, and its exit code: 0 done, 1 refused, 2 called wrongly. */
export type Done = { print?: string; complain?: string; code: number };

/** `ronda pause <job>`. */
export async function pause(config: RondaConfig, job: string, flags: ActFlags): Promise<Done> {
  const { pause: verb } = await engineOf(config, "pause");
  const until = moment(config, flags);
  const outcome = await verb(job, { ...given(flags), ...(until ? { until: until.at } : {}) });
  return done(outcome, flags, `paused ${job} ${until ? `until ${until.shown}` : "until it is resumed"}`);
}

/** `ronda resume <job>`. */
export async function resume(config: RondaConfig, job: string, flags: ActFlags): Promise<Done> {
  const { resume: verb } = await engineOf(config, "resume");
  return done(await verb(job, given(flags)), flags, `resumed ${job}`);
}

/** `ronda ack <incident>`. */
export async function ack(config: RondaConfig, incident: string, flags: ActFlags): Promise<Done> {
  const engine = await engineOf(config, "acknowledge", "incidents");
  const { id, about } = await incidentOf(engine, incident);
  return done(await engine.acknowledge(id, given(flags)), flags, `acknowledged ${about}`);
}

/** `ronda snooze <incident> --until <moment>`. */
export async function snooze(config: RondaConfig, incident: string, flags: ActFlags): Promise<Done> {
  const engine = await engineOf(config, "snooze", "incidents");
  const until = moment(config, flags);
  if (!until) throw new UsageError("say until when: --until 2h, --until 18:00 or --until 2026-11-24");
  const { id, about } = await incidentOf(engine, incident);
  const outcome = await engine.snooze(id, { ...given(flags), until: until.at });
  return done(outcome, flags, `snoozed ${about} until ${until.shown}`);
}

/** `ronda release <run> --reason <text>`. */
export async function release(config: RondaConfig, run: string, flags: ActFlags): Promise<Done> {
  const { releaseLease } = await engineOf(config, "releaseLease");
  const reason = typedLine(flags.reason ?? "");
  if (!reason) throw new UsageError('say why: --reason "its process hangs"');
  return done(await releaseLease(run, { ...given(flags), reason }), flags, `released ${run}`);
}

/** `ronda trust-clock`. */
export async function trustTheClock(config: RondaConfig, flags: ActFlags): Promise<Done> {
  const { trustClock } = await engineOf(config, "trustClock");
  return done(
    await trustClock(given(flags)),
    flags,
    "the clock of this machine counts as right; what was held goes on",
  );
}

/** The engine of the configuration, which must have these methods. */
export async function engineOf<Method extends keyof RunsReader>(
  config: RondaConfig,
  ...methods: Method[]
): Promise<RunsReader & Required<Pick<RunsReader, Method>>> {
  const engine = await config.ronda();
  const missing = methods.find((method) => typeof engine[method] !== "function");
  if (missing) throw new UsageError(`ronda in the configuration must give the engine itself: it has no ${missing}()`);
  return engine as RunsReader & Required<Pick<RunsReader, Method>>;
}

function given({ by, reason }: ActFlags): { by: string; reason?: string } {
  return { by: by ?? actorHere(), ...(reason === undefined ? {} : { reason }) };
}

function moment(config: RondaConfig, { until, zone: displayZone }: ActFlags): { at: Date; shown: string } | undefined {
  if (until === undefined) return undefined;
  const { displayZone: zone, zoneNames } = readerOf(config, { displayZone });
  const at = untilOf(until, { now: new Date(), zone });
  if (!at) {
    throw new UsageError(
      `--until is no moment: write 2h, 3d, 18:00, 2026-11-24 or "2026-11-24 18:00" (${zoneLabel(zone, zoneNames)})`,
    );
  }
  return { at, shown: `${clockIn(zone, at)} ${zoneLabel(zone, zoneNames)}` };
}

/** An incident by its id, or the open one of that job or watch. */
async function incidentOf(
  { incidents }: Required<Pick<RunsReader, "incidents">>,
  text: string,
): Promise<{ id: string; about: string }> {
  if (isUuid(text)) return { id: text, about: text };
  const found: Incident[] = await incidents({ open: true, name: text });
  const [first, second] = found;
  if (!first) throw new UsageError(`"${text}" has no open incident; \`ronda incidents --open\` shows those there are`);
  if (second) throw new UsageError(`there are several of "${text}": ${found.map(({ id }) => id).join(", ")}`);
  return { id: first.id, about: `the incident of ${text}` };
}

function done(outcome: ActionOutcome, { json }: ActFlags, sentence: string): Done {
  const code = exitCodeOf(outcome);
  if (json) return { print: JSON.stringify(outcome), code };
  return outcome.ok ? { print: sentence, code } : { complain: outcome.error, code };
}

const calledWrongly = ["bad-input", "unknown-job", "unknown-run", "unknown-incident"];

/** 2 where nothing of that kind can ever be done, 1 where it cannot be done now. */
export function exitCodeOf(outcome: ActionOutcome): number {
  if (outcome.ok) return 0;
  return calledWrongly.includes(outcome.refusal.kind) ? 2 : 1;
}
