import { Agent, request } from "node:http";

/** What a server answered under load. */
export type Load = { perSecond: number; p99Ms: number };

/** Asks for a page over and over, `atOnce` at a time, for `ms`. Throws on an answer that is not 200. */
export async function load(url: string, { atOnce, ms }: { atOnce: number; ms: number }): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const startedMs = performance.now();
  const tookMs: number[] = [];
  const lane = async () => {
    while (performance.now() - startedMs < ms) {
      const askedMs = performance.now();
      const { status } = await ask(url, agent);
      if (status !== 200) throw new Error(`${url} was answered with ${status}`);
      tookMs.push(performance.now() - askedMs);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  agent.destroy();
  const perSecond = tookMs.length / ((performance.now() - startedMs) / 1000);
  return { perSecond, p99Ms: tookMs.toSorted((a, b) => a - b)[Math.floor(tookMs.length * 0.99)]! };
}

/** The bytes of a page, as it is sent to somebody who asks for no compression. */
export async function bytesOf(url: string): Promise<number> {
  return (await ask(url)).bytes;
}

function ask(url: string, agent?: Agent): Promise<{ status: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    request(url, { agent }, (response) => {
      let bytes = 0;
      response
        .on("data", (part: Buffer) => {
          bytes += part.length;
        })
        .on("end", () => resolve({ status: response.statusCode ?? 0, bytes }));
    })
      .on("error", reject)
      .end();
  });
}
