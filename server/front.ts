import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import next from "next";
import { env } from "#env.ts";
import { limits } from "#limits.ts";
import { untilStartIsDone } from "#process-start.ts";
import { stopSignal } from "#process-stop.ts";
import { markServing } from "#serving.mjs";
import { actionsOfBuild, pagesOfBuild } from "./actions.ts";
import { privateByDefault } from "./cache-control.ts";
import { serveConnections } from "./connections.ts";
import { drawFirstPages } from "./first-pages.ts";
import { gate } from "./gate.ts";
import { boundIdleConnections } from "./idle-connections.ts";
import { aheadOfAll } from "./life.ts";
import { Listeners } from "./listeners.ts";
import { cachePages } from "./page-cache.ts";
import { quietOutages } from "./quiet-outages.ts";
import { closeOnSignals } from "./signals.ts";
import { writeStacksBySource } from "./stacks.ts";
import { inTurns, slicesOfKinds } from "./turns.ts";
import { answerUnavailability } from "./unavailable/response.ts";
import { boundUnreadResponses } from "./unread-responses.ts";
import { settleVisitor, trustIn } from "./visitor-address.ts";

const root = join(import.meta.dirname, "..");

const timeouts = {
  keepAliveTimeout: limits.http.keepAliveMs,
  headersTimeout: limits.http.headersMs,
  requestTimeout: limits.http.requestMs,
  // Node's own half minute would let headers take twice their time.
  connectionsCheckingInterval: limits.http.checkEveryMs,
  // The gate refuses in words what names no host.
  requireHostHeader: false,
};

/** Where the front listens. Port 0 takes any that is free. */
export type Address = { hostname: string; port: number };

/**
 * Serves the app: one HTTP server of our own in front of Next, through which every request goes, however the app was
 * started. Resolves once it listens; an address that cannot be listened on ends in the error that Node gives.
 */
export async function serve({ hostname, port }: Address): Promise<void> {
  process.chdir(root);
  Object.assign(process.env, { NODE_ENV: process.env.NODE_ENV || "production", NEXT_RUNTIME: "nodejs" });
  // It would hang its own listener for upgrades on our server; there are none here, and Node then takes them as requests.
  const app = next({ dir: root, hostname, port, httpServer: createServer() });
  const passOn = app.getRequestHandler();
  const slices = slicesOfKinds();
  const worked = inTurns(
    (request, response, turn) =>
      answerUnavailability({ request, response, turn }, () =>
        passOn(request, response).catch((error: unknown) => fail(error, request, response)),
      ),
    slices,
  );
  const cached = cachePages(pagesOfBuild(root, "/(public)/"), worked);
  const checked = gate({ actions: actionsOfBuild(root), isPage: pagesOfBuild(root) }, aheadOfAll(cached));
  const server = createServer(timeouts).on("connection", () => slices.heard());
  const respond = (request: IncomingMessage, response: ServerResponse) => {
    privateByDefault(response);
    settleVisitor(request, isTrusted);
    checked(request, response);
  };
  serveConnections(server, respond);
  boundIdleConnections(server);
  boundUnreadResponses(server);
  const isTrusted = trustIn(env().TRUSTED_PROXY, server);
  Object.assign(globalThis, { [Symbol.for("setrip.front")]: true });
  // Before Next is prepared: the app's own start takes these listeners over, to let its jobs end first.
  const listeners = new Listeners(server);
  closeOnSignals(server, { listeners, app });
  await app.prepare();
  writeStacksBySource(join(root, ".next"));
  quietOutages();
  await Promise.all([untilStartIsDone(), startThatFails()]);
  await drawFirstPages(respond);
  // Who is to end takes nobody in any more.
  if (stopSignal().aborted) return;
  markServing(root);
  await listen(listeners, { hostname, port });
}

/**
 * Rejects where the app's own start fails before it can say why and end the process: Next goes on all the same, so that
 * whoever waited for the start would do so for ever, and PM2 at some time no more.
 */
async function startThatFails(): Promise<void> {
  // Only once Next has set this process up.
  const { ensureInstrumentationRegistered } = await import(
    "next/dist/server/lib/router-utils/instrumentation-globals.external.js"
  );
  await ensureInstrumentationRegistered(root, ".next");
}

async function listen(listeners: Listeners, { hostname, port }: Address): Promise<void> {
  const taken = await listeners.open({ host: hostname, port });
  const host = hostname.includes(":") ? `[${hostname}]` : hostname;
  process.env.PORT = String(taken);
  // Where Next fetches a page of its own after an action; without it, it would believe the request's Host.
  process.env.__NEXT_PRIVATE_ORIGIN = `http://${host === "0.0.0.0" ? "localhost" : host}:${taken}`;
  console.log(`SeTrip listens on http://${host}:${taken}`);
}

/** What Next could not handle itself, as its own server answers it. */
function fail(error: unknown, request: IncomingMessage, response: ServerResponse): void {
  console.error(`Failed to handle request for ${request.url}`, error);
  response.statusCode = 500;
  response.end("Internal Server Error");
}
