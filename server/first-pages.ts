import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { limits } from "#limits.ts";
import { logger } from "#logger.ts";
import { stopSignal } from "#process-stop.ts";

/** What a trip's page has as its address, in a page that links to one. */
const tripLink = /href="(\/trip\/[^"/?#]+)"/;

/**
 * Asks `respond` for the pages that most visitors open, before anybody else may: the first page of a process loads its code
 * and its first connections, and takes seconds on a busy machine. Whoever listened before would be given visitors, and the
 * process before it would be ended, while it can answer nobody. Takes no longer than `totalMs`, and never fails: what
 * cannot be drawn now is told to whoever asks for it.
 */
export async function drawFirstPages(
  respond: RequestListener,
  totalMs: number = limits.firstPages.totalMs,
): Promise<void> {
  const begunMs = performance.now();
  // Of its own, not one of PM2's: nobody is to be sent here.
  const server = createServer(respond).listen({ host: "127.0.0.1", port: 0, exclusive: true });
  const signal = AbortSignal.any([AbortSignal.timeout(totalMs), stopSignal()]);
  const responses: Record<string, number> = {};
  try {
    await once(server, "listening", { signal });
    const { port } = server.address() as AddressInfo;
    const open = async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: "close" }, signal });
      responses[path] = response.status;
      return response.text();
    };
    const trip = tripLink.exec(await open("/"))?.[1];
    for (const path of [...(trip ? [trip] : []), "/masuk", "/api/health/ready"]) await open(path);
    logger.info({ responses, ms: Math.round(performance.now() - begunMs) }, "first pages drawn");
  } catch (error) {
    logger.warn({ responses, err: error }, "first pages not drawn: who comes first waits for them");
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
