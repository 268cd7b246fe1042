import { type Drawn, drawPicture, type PictureSizes } from "./picture.ts";

/**
 * The process in which `drawing.ts` has pictures drawn, one at a time. A decoder cannot be told to stop, so the process
 * watches itself and ends as a whole: a picture that takes more of a core or of the memory than any photo does takes
 * nothing else with it.
 */

/** How much of one core and of the memory a picture may take. */
export type DrawingBounds = { coreMs: number; mostMemoryBytes: number };

/** A picture to draw. */
export type Order = { bytes: Uint8Array; sizes: PictureSizes; bounds: DrawingBounds };

/** What came of it; `failure` is what went wrong here, and no fault of the picture. */
export type Delivery = { drawn: Drawn } | { failure: string };

const watchEveryMs = 20;

process.on("message", async (order: Order) => {
  const watch = watchUse(order.bounds);
  const delivery = await draw(order);
  clearInterval(watch);
  process.send?.(delivery);
});

// Ctrl-C reaches every process of a terminal, and the app finishes what it has begun: it ends us.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
process.on("disconnect", end);

async function draw({ bytes, sizes }: Order): Promise<Delivery> {
  try {
    return { drawn: await drawPicture(bytes, sizes) };
  } catch (error) {
    return { failure: String(error) };
  }
}

function watchUse({ coreMs, mostMemoryBytes }: DrawingBounds): NodeJS.Timeout {
  const before = process.cpuUsage();
  return setInterval(() => {
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1_000 > coreMs) end();
    if (process.memoryUsage.rss() > mostMemoryBytes) end();
  }, watchEveryMs);
}

/** At once: a usual exit waits for the decoder's thread. */
function end(): void {
  process.kill(process.pid, "SIGKILL");
}
