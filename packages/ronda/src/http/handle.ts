import { unknownJob } from "../database/rejections.ts";
import type { RondaEvents, TraceContext } from "../events/event-map.ts";
import type { RunOutcome } from "../types.ts";
import { inputOf } from "./input.ts";
import { type RejectionCounter, userAgentOf } from "./rejections.ts";
import { checkSecret, type Secrets } from "./secrets.ts";
import { traceContext } from "./trace-context.ts";
import { type Asking, askingOf, triggerHeader } from "./trigger.ts";

const allowed = "GET, POST, OPTIONS";

const inputOfSchedule = `The schedule gives no input; leave ${triggerHeader} out to give one`;

/** Triggers the sweep as if it were a job, where no process stays alive to do it by itself. No job can have this name. */
export const patrolName = "patrol";

/** What the HTTP side needs of the engine. */
export type Triggering = {
  secrets: Secrets;
  jobNames: readonly string[];
  /** Whether the job of that name may be given something. */
  takesInput: (name: string) => boolean;
  rejections: RejectionCounter;
  stopping: () => boolean;
  patrol: () => Promise<RunOutcome>;
  run: (
    name: string,
    options: Omit<Asking, "again"> & {
      input: unknown;
      lastSecret: "current" | "previous" | null;
      trace: TraceContext | null;
    },
  ) => Promise<RunOutcome>;
  /** Keeps what came from a scheduler: nothing of a person's. Resolves soon, and never rejects. */
  triggered: (triggered: {
    jobName: string;
    trigger: "manual" | "schedule" | undefined;
    secret: "current" | "previous";
    userAgent: string | null;
    at: Date;
  }) => Promise<void>;
  clock: () => Date;
  /** Runs a run of that job once more, for a person; or says why not. */
  runAgain: (
    name: string,
    again: { runId: string; actor: string; trace: TraceContext | null },
  ) => Promise<RunOutcome | { refused: string }>;
  /** Hears of every request that is turned away because there is no secret to compare with. */
  unset: () => void;
  /** Hears of every request that is turned away with 401 or 404. */
  rejected: (rejection: Omit<RondaEvents["trigger.rejected"], "at">) => void;
};

/**
 * Answers one request to a job's URL. Nothing but GET and POST runs a job; the secret is checked before the name, so that
 * names cannot be guessed; without a secret in the environment nobody gets in. A client that leaves does not stop the run.
 */
export async function handle(triggering: Triggering, request: Request, name: string): Promise<Response> {
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: { allow: allowed } });
  if (request.method === "HEAD") return new Response(null, { status: 405, headers: { allow: allowed } });
  if (request.method !== "GET" && request.method !== "POST") {
    return respond(405, { error: "Method not allowed" }, { allow: allowed });
  }

  const { jobNames, rejections } = triggering;
  const isJob = jobNames.includes(name);
  const isKnown = isJob || name === patrolName;
  const lastSecret = checkSecret(request, triggering.secrets);
  if (lastSecret === "unset") {
    triggering.unset();
    return respond(500, { error: "Server misconfigured" });
  }
  if (lastSecret === "wrong" || !isKnown) {
    rejections.count(isJob ? name : unknownJob, request);
    const status = lastSecret === "wrong" ? 401 : 404;
    triggering.rejected({ jobName: isJob ? name : null, status, userAgent: userAgentOf(request) });
  }
  if (lastSecret === "wrong") return respond(401, { error: "Unauthorized" });
  if (!isKnown) return respond(404, { error: "Unknown job", jobs: jobNames });
  const asking = askingOf(request.headers);
  if (asking.wrong !== undefined) return respond(400, { error: asking.wrong });
  if (triggering.stopping()) return respond(503, { error: "The process is stopping" }, { "retry-after": "5" });

  if (name === patrolName) return respondWith(await triggering.patrol());
  const given = await inputOf(request, triggering.takesInput(name));
  if (given.wrong !== undefined) return respond(given.status, { error: given.wrong });
  const { actor, trigger, again } = asking;
  if (again !== null && actor !== null) {
    const outcome = await triggering.runAgain(name, { runId: again, actor, trace: traceContext(request) });
    return "refused" in outcome ? respond(400, { error: outcome.refused }) : respondWith(outcome);
  }
  if (given.input !== undefined && trigger === "schedule") return respond(400, { error: inputOfSchedule });
  // What a person's tool sends says nothing about the secret in the crontab.
  const byHand = actor !== null || trigger === "manual" || given.input !== undefined;
  const lastUsed = byHand ? null : lastSecret;
  const trace = traceContext(request);
  const at = triggering.clock();
  const outcome = await triggering.run(name, { actor, trigger, input: given.input, lastSecret: lastUsed, trace });
  const userAgent = userAgentOf(request);
  if (!byHand) await triggering.triggered({ jobName: name, trigger, secret: lastSecret, userAgent, at });
  return respondWith(outcome);
}

function respondWith(outcome: RunOutcome): Response {
  if (!outcome.ok && outcome.issues) return respond(400, { error: outcome.error, issues: outcome.issues });
  if (!outcome.ok) return respond(500, { error: outcome.error });
  if (outcome.skipped !== undefined) return respond(200, { ok: true, skipped: outcome.skipped });
  try {
    // `ok` stands first and stays true, whatever the payload calls its own fields.
    return respond(200, Object.assign({ ok: true }, outcome.payload, { ok: true }));
  } catch {
    // It could be written when it was kept: the result has code of its own that answers differently each time.
    return respond(500, { error: "The run succeeded, but its result cannot be written as JSON" });
  }
}

function respond(status: number, body: object, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store", ...headers } });
}
