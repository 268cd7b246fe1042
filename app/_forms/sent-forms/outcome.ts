import { refusedHeader, unavailableHeader } from "#unavailable-marks.ts";

/**
 * What is known of a form once its request has ended. `not-done`: nothing has happened, whoever says so. `uncertain`: it
 * may have happened or not. Where it is neither, there is a response that React understands.
 */
export type Outcome =
  | { kind: "responded"; response: Response }
  | { kind: "unknown-action" }
  | { kind: "not-done"; why: "offline" | "database" | "refused" | "tooLarge"; sentence?: string }
  | { kind: "uncertain"; why: "lost" | "database" | "failed"; code?: string };

/** The proxy in front waits a minute for the app; after that no response is to be hoped for. */
const longestWaitMs = 75_000;

/** Sends a form by `send` and reads the response to its end, so that nothing can break off in React's hands. */
export async function outcomeOf(send: (signal: AbortSignal) => Promise<Response>): Promise<Outcome> {
  const wasOffline = !navigator.onLine;
  let response: Response;
  try {
    response = await send(AbortSignal.timeout(longestWaitMs));
  } catch {
    return wasOffline ? { kind: "not-done", why: "offline" } : { kind: "uncertain", why: "lost" };
  }
  const unavailable = response.headers.get(unavailableHeader);
  if (unavailable === "uncertain") return { kind: "uncertain", why: "database" };
  if (unavailable) return { kind: "not-done", why: "database" };
  if (isOfEarlierRelease(response)) return { kind: "unknown-action" };
  return isOfAction(response) ? readToEnd(response) : foreign(response);
}

/** Whether the server does not know the action, which another release named otherwise. */
export function isOfEarlierRelease({ headers }: Response): boolean {
  return headers.get("x-nextjs-action-not-found") === "1";
}

/** Next answers an action with React's own format, or says where to go on. */
function isOfAction({ headers }: Response): boolean {
  return Boolean(headers.get("content-type")?.startsWith("text/x-component")) || headers.has("x-action-redirect");
}

async function readToEnd(response: Response): Promise<Outcome> {
  const { status, statusText, headers } = response;
  try {
    const body = await response.arrayBuffer();
    if (status < 500) return { kind: "responded", response: new Response(body, { status, statusText, headers }) };
    return { kind: "uncertain", why: "failed", code: /"digest":"(\w+)"/.exec(new TextDecoder().decode(body))?.[1] };
  } catch {
    const redirect = headers.get("x-action-redirect");
    if (!redirect) return { kind: "uncertain", why: "lost" };
    // It is done, and where to go on is known; the browser asks for that page anew.
    return { kind: "responded", response: new Response(null, { headers: { "x-action-redirect": redirect } }) };
  }
}

/**
 * What no action of ours answered: our own front, a proxy, a hotel's sign-in page. Who refuses with 4xx passes nothing on;
 * with any other status it may have been passed on before.
 */
async function foreign(response: Response): Promise<Outcome> {
  if (response.status < 400 || response.status >= 500) return { kind: "uncertain", why: "lost" };
  // Words of others could be anything.
  const isOurs = response.headers.has(refusedHeader);
  const why = response.status === 413 ? "tooLarge" : "refused";
  return { kind: "not-done", why, sentence: isOurs ? await response.text().catch(() => "") : undefined };
}

/**
 * A response of an action that changes nothing: a form of several steps (see `TwoFactorStep`) stays at its step, and any
 * other shows what it shows. `body` is the request's. In React's format, `a` is what the action returned.
 */
export function nothingNew(body: FormData): Response {
  return new Response(`0:{"a":${stepIn(body)}}\n`, { headers: { "content-type": "text/x-component" } });
}

/** React sends the arguments as the part `0`: what the action is bound to, the form's last state, the form. */
function stepIn(body: FormData): string {
  const state: unknown = JSON.parse(String(body.get("0") ?? "[]")).at(-2);
  const isStep = typeof state === "object" && state !== null && "step" in state;
  return JSON.stringify(isStep ? state : "$undefined");
}
