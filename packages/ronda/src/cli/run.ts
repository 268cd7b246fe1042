import type { RondaConfig } from "../config.ts";
import { patrolName } from "../http/handle.ts";
import { actorHeader, againHeader } from "../http/trigger.ts";
import { engineOf } from "./act.ts";
import { userName } from "./actor.ts";
import { findJob } from "./load-config.ts";
import { jobAddress } from "./reader.ts";
import { secretOf } from "./secret.ts";
import { UsageError } from "./usage-error.ts";

/** Shorter than the 300 s after which Node gives up on its own and says less. */
const patienceMs = 295_000;

/** What the app answered to a trigger; `hint` says what to do about a refusal. */
export type RunAnswer = { ok: boolean; body: string; hint?: string | undefined };

/**
 * Triggers a job over HTTP, in the name of who typed it, and gives the app's answer. `input` is JSON for a job that takes some.
 * Throws `UsageError` before anything is sent.
 */
export async function run(
  config: RondaConfig,
  name: string,
  { url, input }: { url?: string; input?: string } = {},
): Promise<RunAnswer> {
  const { name: job } = findJob(config, name);
  return await send(config, job, { url, input, headers: asPerson() });
}

/** Runs a run again in the app: its job, with what it was given, which the app knows. */
export async function runAgain(
  config: RondaConfig,
  id: string,
  { url, job, input }: { url?: string; job?: string | undefined; input?: string },
): Promise<RunAnswer> {
  if (input !== undefined) throw new UsageError("--again has the input of that run; leave --input out");
  const engine = await engineOf(config, "run");
  const found = await engine.run(id);
  if (!found) throw new UsageError(`there is no run "${id}"; \`ronda runs --json\` shows the ids`);
  if (job !== undefined && job !== found.jobName) throw new UsageError(`that run is one of ${found.jobName}`);
  const { name } = findJob(config, found.jobName);
  return await send(config, name, { url, headers: { ...asPerson(), [againHeader]: id } });
}

/** Has the app patrol. */
export async function patrol(config: RondaConfig, { url }: { url?: string }): Promise<RunAnswer> {
  return await send(config, patrolName, { url, headers: {} });
}

const asPerson = () => ({ [actorHeader]: `${userName()} (ronda run)` });

type Sending = { url?: string | undefined; input?: string | undefined; headers: Record<string, string> };

async function send(config: RondaConfig, name: string, { url, input, headers: given }: Sending): Promise<RunAnswer> {
  const secret = secretOf(config);
  const address = jobAddress(config, name, url ?? config.url);
  try {
    const headers = { authorization: `Bearer ${secret}`, ...given };
    const response = await fetch(address, {
      ...(input === undefined
        ? { headers }
        : { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: input }),
      signal: AbortSignal.timeout(patienceMs),
    });
    const body = (await response.text()).trim();
    return { ok: response.ok, body, hint: response.ok ? undefined : hintFor(config, response.status, body) };
  } catch (error) {
    return { ok: false, body: "", hint: whyNoAnswer(error, address, name) };
  }
}

function hintFor({ page }: RondaConfig, status: number, body: string): string {
  if (status === 400) return "400: nothing ran; the answer says what is wrong";
  if (status === 401) {
    return "401: the app does not accept this CRON_SECRET; it was started with another one, so restart it after a change";
  }
  if (status === 404) return "404: the running app does not know this job; deploy the release that has it";
  if (body.includes("Server misconfigured"))
    return "500: the running app has no CRON_SECRET; set it in its environment and restart it";
  return `${status}: see ${page ? `${page} or ` : ""}\`ronda runs\` for the details`;
}

function whyNoAnswer(error: unknown, address: string, job: string): string {
  if (error instanceof Error && error.name === "TimeoutError") {
    return `no answer within ${patienceMs / 1000} s; the run goes on, follow it with \`ronda runs --job ${job} --follow\``;
  }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const what = code === "ECONNREFUSED" ? "is the app running?" : cause instanceof Error ? cause.message : String(cause);
  return `no answer from ${address}${code ? ` (${code})` : ""}; ${what}`;
}
