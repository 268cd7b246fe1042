import { Agent, request } from "node:http";
import { median } from "./bench.ts";

/** What a server answered under load. */
export type Load = { perSecond: number; p99Ms: number; firstByteMs: number };

/**
 * Asks for a page over and over, `atOnce` at a time, for `ms`; a function names another address each time. `firstByteMs` is the
 * median. Throws on an answer that is not 200.
 */
export async function load(
  url: string | (() => string),
  { atOnce, ms }: { atOnce: number; ms: number },
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const startedMs = performance.now();
  const tookMs: number[] = [];
  const firstByteMs: number[] = [];
  const lane = async () => {
    while (performance.now() - startedMs < ms) {
      const askedMs = performance.now();
      const address = typeof url === "string" ? url : url();
      const { status, begunMs } = await ask(address, agent);
      if (status !== 200) throw new Error(`${address} was answered with ${status}`);
      tookMs.push(performance.now() - askedMs);
      firstByteMs.push(begunMs - askedMs);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  agent.destroy();
  const perSecond = tookMs.length / ((performance.now() - startedMs) / 1000);
  const p99Ms = tookMs.toSorted((a, b) => a - b)[Math.floor(tookMs.length * 0.99)]!;
  return { perSecond, p99Ms, firstByteMs: median(firstByteMs) };
}

/** The bytes of a page, as it is sent to somebody who asks for no compression. */
export async function bytesOf(url: string): Promise<number> {
  return (await ask(url)).bytes;
}

function ask(url: string, agent?: Agent): Promise<{ status: number; bytes: number; begunMs: number }> {
  return new Promise((resolve, reject) => {
    request(url, { agent }, (response) => {
      let bytes = 0;
      const begunMs = performance.now();
      response
        .on("data", (part: Buffer) => {
          bytes += part.length;
        })
        .on("end", () => resolve({ status: response.statusCode ?? 0, bytes, begunMs }));
    })
      .on("error", reject)
      .end();
  });
}
