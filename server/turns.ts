import { createHash, randomUUID, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "#env.ts";
import { FairQueue, type Place } from "#fair-queue.ts";
import { limits } from "#limits.ts";
import { type RequestPlace, withPlace } from "#request-place.ts";
import { refuse } from "./refuse.ts";
import { Slices } from "./slices.ts";
import { networkOf } from "./visitor-address.ts";

/** What a request costs, which decides whom it waits behind: a page is drawn, a file is only sent, a check is the host's. */
export type Kind = keyof typeof limits.turns.of;

/**
 * What a request's worker knows about its turn, and tells: `isIdle` says whether it only waits for somebody else just now.
 * `onLeave` hears that it left its place by itself, see `leavePlace`.
 */
export type Turn = { readonly waitedMs: number; isIdle?: () => boolean; onLeave?: () => void };

/** Works on a request. Resolves when the response is written. */
export type Work = (request: IncomingMessage, response: ServerResponse, turn: Turn) => Promise<unknown>;

/**
 * Works on so many requests of a kind at a time, in turns of the networks that they come from. Of the others, so many
 * wait, and no longer than a moment; more are told at once to come again. Whoever goes away while they wait costs nothing.
 * Who has a place waits for the event loop as well: the rest of those that came at once shall be heard before. What it
 * returns resolves when the request has no place any more, and never rejects.
 */
export function inTurns(
  work: Work,
  slices = slicesOfKinds(),
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const kinds = Object.entries(limits.turns.of) as [Kind, (typeof limits.turns.of)[Kind]][];
  const queues = new Map(kinds.map(([kind, bounds]) => [kind, new FairQueue(bounds)]));
  const held = new Set<Held>();
  setInterval(() => letGo(held), limits.turns.lookEveryMs).unref();
  const marked = markInner();
  return async (request, response) => {
    slices.heard();
    const kind = marked(request) ? undefined : kindOf(request);
    if (!kind) return void work(request, response, { waitedMs: 0 });
    const startedMs = performance.now();
    const network = networkOf(String(request.headers["x-real-ip"]));
    const queue = queues.get(kind)!;
    const place = queue.enterNow(network) ?? (await waitIn(queue, network, response));
    if (!place.ok) return response.closed ? undefined : refuse(request, response, "crowded");
    if (!response.closed) await slices.turn(kind);
    if (response.closed) return place.leave();
    const turn: Turn = { waitedMs: performance.now() - startedMs };
    await whileHeld(held, { response, turn, network, leave: place.leave }, () => work(request, response, turn));
  };
}

/** What the front's requests share, and its connections tell of themselves. */
export function slicesOfKinds(): Slices<Kind> {
  return new Slices(Object.keys(limits.turns.of) as Kind[]);
}

/** Waits for a place, no longer than may be, and only as long as somebody waits for the response. */
async function waitIn(queue: FairQueue, network: string, response: ServerResponse): Promise<Place> {
  const gone = new AbortController();
  const stopWaiting = () => gone.abort();
  const late = setTimeout(stopWaiting, limits.turns.mostWaitMs);
  response.once("close", stopWaiting);
  const place = await queue.enter(network, gone.signal);
  clearTimeout(late);
  response.off("close", stopWaiting);
  return place;
}

/**
 * After an action Next asks this server for the page that comes next, with the headers of the action's request, and waits for
 * it. Such a request is part of one that has its place: waiting for another, all could wait for each other. Nobody else knows
 * the word by which it is told.
 */
function markInner(): (request: IncomingMessage) => boolean {
  const [header, word] = ["x-setrip-inner", randomUUID()];
  return ({ headers }) => {
    const isInner = headers[header] === word;
    if (headers["next-action"] === undefined) delete headers[header];
    else headers[header] = word;
    return isInner;
  };
}

/** A place that a request has; `idleSinceMs` is since when nothing is done for it that keeps the process busy. */
type Held = { response: ServerResponse; turn: Turn; own: RequestPlace; letGo: () => void; idleSinceMs?: number };

type Given = Pick<Held, "response" | "turn"> & { network: string; leave: () => void };

async function whileHeld(held: Set<Held>, place: Given, work: () => Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const leave = () => {
    held.delete(one);
    place.leave();
    resolve();
  };
  const leaveByItself = () => {
    place.turn.onLeave?.();
    leave();
  };
  const one: Held = {
    response: place.response,
    turn: place.turn,
    own: { network: place.network, leave: leaveByItself, outside: 0 },
    letGo: leave,
  };
  held.add(one);
  void withPlace(one.own, work).then(leave, leave);
  return promise;
}

/** Who waits for the database or for another service, does not read their response or has gone keeps no place from others for more than a moment. */
function letGo(held: Set<Held>): void {
  const nowMs = performance.now();
  for (const place of held) {
    const { response, turn, own } = place;
    const isIdle = response.closed || response.writableNeedDrain || own.outside > 0 || turn.isIdle?.();
    place.idleSinceMs = isIdle ? (place.idleSinceMs ?? nowMs) : undefined;
    if (nowMs - (place.idleSinceMs ?? nowMs) >= limits.turns.idleMs) place.letGo();
  }
}

/** Undefined for what waits for nobody: the host's own triggers, which may run for minutes. */
function kindOf({ url = "", method = "", headers }: IncomingMessage): Kind | undefined {
  const path = url.split("?", 1)[0]!;
  if (path.startsWith("/api/cron/") && isTrigger(headers.authorization)) return undefined;
  // An action is work for a page's place, wherever it is posted to, and so is the page that says that there is none.
  if (method !== "GET" && method !== "HEAD") return "pages";
  if (/^\/(api\/health(\/(live|ready))?|metrics)$/.test(path)) return "checks";
  return /^\/(_next\/static|foto)\//.test(path) ? "files" : "pages";
}

/** Whether it brings the secret; what it may do with it is decided where the job is run. */
function isTrigger(authorization = ""): boolean {
  const { CRON_SECRET, CRON_SECRET_PREVIOUS } = env();
  const digest = (text: string) => createHash("sha256").update(text).digest();
  const given = digest(authorization.replace(/^Bearer /i, ""));
  return [CRON_SECRET, CRON_SECRET_PREVIOUS].some((secret) => secret && timingSafeEqual(given, digest(secret)));
}
