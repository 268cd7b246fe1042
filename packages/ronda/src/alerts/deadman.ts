import { describeFailure, withoutMarks } from "../record/failure.ts";
import type { Redact } from "../record/redact.ts";

/** What watches from outside whether patrols come: nothing on a host can notice that the whole host is off. */
export type DeadmanOptions = {
  /** The address of a check, as Healthchecks makes them: `/start` and `/fail` are put at its end. It is a secret. */
  url: string;
};

/** What a patrol tells the outside. Never rejects: resolves to what went wrong with a call, or to null. */
export type Deadman = {
  start: () => Promise<string | null>;
  /** `error` is what failed in the patrol; null where nothing did. */
  end: (error: string | null) => Promise<string | null>;
  /** Ends the call under way and makes no other: the process stops, of which nothing has to be told. */
  abandon: () => void;
};

/** How long one call may take. A patrol waits for its last one, which keeps nobody else from patrolling. */
const callMs = 5_000;
const longestBody = 10_000;

/** Enough to tell what an answer is. */
const mostRead = 200;
/** A check that is not there, or that hears too much, answers with 200 and says so; a page is no check at all. */
const notHeard = /not found|rate limited|^\s*</i;

/** Calls a check that speaks as https://healthchecks.io does: `/start`, the address itself when all went well, `/fail`. */
export function createDeadman({ url }: DeadmanOptions, redact: Redact): Deadman {
  const stopping = new AbortController();

  async function call(signal: "" | "/start" | "/fail", body: string): Promise<string | null> {
    if (stopping.signal.aborted) return null;
    const address = new URL(url);
    address.pathname = `${address.pathname.replace(/\/$/, "")}${signal}`;
    try {
      const response = await fetch(address, {
        method: "POST",
        body: body.slice(0, longestBody),
        redirect: "error",
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(callMs)]),
      });
      const said = await beginningOf(response);
      if (!response.ok) return `answered ${response.status}`;
      return notHeard.test(said) ? `answered ${response.status}, but it took no signal: ${asLine(said)}` : null;
    } catch (error) {
      if (stopping.signal.aborted) return null;
      // Whose address it is must not be read from an error either.
      const { message } = describeFailure(error, redact);
      return message.replaceAll(address.host, "…").replaceAll(address.hostname, "…");
    }
  }
  return {
    start: () => call("/start", ""),
    end: (error) => call(error === null ? "" : "/fail", error ?? ""),
    abandon: () => stopping.abort(),
  };
}

/** The first characters of an answer; the rest is not waited for. */
async function beginningOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of body ?? []) {
    text += decoder.decode(piece, { stream: true });
    if (text.length >= mostRead) break;
  }
  return text.slice(0, mostRead);
}

/** A page's own words could be anything, and are long. */
const asLine = (said: string) => (/^\s*</.test(said) ? "a page" : withoutMarks(said).replaceAll(/\s+/g, " ").trim());
