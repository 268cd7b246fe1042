import type { RetryOptions } from "../types.ts";
import { DefinitionError, rejectUnknownOptions } from "./definition.ts";

/** More than this is not a hiccup but a fault, which a person should see. */
const mostAttempts = 20;

const usualBackoff = { type: "exponential", delayMs: 1_000, maxDelayMs: 60_000 } as const;

/** Checked {@link RetryOptions}. */
export type RetryPolicy = {
  attempts: number;
  /** How long to wait after that many attempts, in milliseconds. */
  delayMs: (attemptsMade: number) => number;
  when: (error: unknown) => boolean;
};

/** Reads a job's `retry`; undefined where it has none. Throws {@link DefinitionError} with what would be right. */
export function retryPolicy(
  where: string,
  retry: RetryOptions | undefined,
  { maxRunMs }: { maxRunMs: number },
): RetryPolicy | undefined {
  if (retry === undefined) return undefined;
  const refuse = (what: string): never => {
    throw new DefinitionError(`${where}: retry${what}`);
  };
  if (typeof retry !== "object" || retry === null)
    return refuse(" is an object such as { attempts: 3, backoff: 1000 }");
  rejectUnknownOptions(`${where}: retry`, retry, ["attempts", "backoff", "when"]);
  const { attempts, backoff = usualBackoff, when = () => true } = retry;
  if (!Number.isInteger(attempts) || attempts < 2 || attempts > mostAttempts)
    return refuse(
      `.attempts is how often the work is tried in all, a whole number from 2 to ${mostAttempts}, not ${String(attempts)}`,
    );
  if (typeof when !== "function")
    return refuse(".when is a function that says whether an error is worth another attempt");
  const { type, delayMs, maxDelayMs } = readBackoff(backoff, refuse, `${where}: retry.backoff`);
  if (delayMs >= maxRunMs)
    return refuse(
      `.backoff begins with ${delayMs} ms, but a run ends after ${maxRunMs} (maxRunMs); make one shorter or the other longer`,
    );
  const grown = (made: number) => (type === "fixed" ? delayMs : Math.min(maxDelayMs, delayMs * 2 ** (made - 1)));
  return { attempts, delayMs: grown, when };
}

type Backoff = Required<Exclude<RetryOptions["backoff"], number | undefined>>;

function readBackoff(
  given: NonNullable<RetryOptions["backoff"]>,
  refuse: (what: string) => never,
  where: string,
): Backoff {
  const example = '{ type: "exponential", delayMs: 1000, maxDelayMs: 60000 }';
  if (typeof given === "number") return readBackoff({ type: "fixed", delayMs: given }, refuse, where);
  if (typeof given !== "object" || given === null)
    return refuse(`.backoff is a number of milliseconds, or an object such as ${example}`);
  rejectUnknownOptions(where, given, ["type", "delayMs", "maxDelayMs"]);
  const { type, delayMs, maxDelayMs = Math.max(delayMs, usualBackoff.maxDelayMs) } = given;
  if (type !== "fixed" && type !== "exponential")
    return refuse(`.backoff.type is "fixed" or "exponential", not "${String(type)}"`);
  if (!Number.isFinite(delayMs) || delayMs < 0)
    return refuse(`.backoff.delayMs is a number of milliseconds from 0, not ${String(delayMs)}`);
  if (!Number.isFinite(maxDelayMs) || maxDelayMs < delayMs)
    return refuse(`.backoff.maxDelayMs is ${String(maxDelayMs)}, but cannot be shorter than delayMs (${delayMs})`);
  return { type, delayMs, maxDelayMs };
}
