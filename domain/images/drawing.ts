import { type ChildProcess, fork } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { FairQueue } from "#fair-queue.ts";
import { limits } from "#limits.ts";
import { onceAProcess } from "#once-a-process.ts";
import type { Delivery, DrawingBounds, Order } from "./drawing-process.ts";
import { type Drawn, type PictureSizes, refusalAtSight } from "./picture.ts";

/**
 * Pictures of strangers are drawn in processes of their own, which `drawing-process.ts` is, in turns of the people who
 * sent them. The library's own time-out is asked for only between two lines of a picture, and some decoders read all of it
 * before their first: a process can be ended at any moment. It gets nothing of the app's environment, where the secrets are.
 */

/** A picture to draw. */
export type DrawingRequest = {
  /** Who sent it. */
  userId: string;
  bytes: Uint8Array;
  sizes: PictureSizes;
  /** Ends it when nobody waits for it any more. */
  signal?: AbortSignal;
  /** Those of `limits.ts` unless given. */
  bounds?: DrawingBounds;
};

/**
 * Draws a picture again in a process of its own, in this person's turn; `too-complex` when it took more time or memory than a
 * photo may. Throws when no process could be had, and when the signal ends it.
 */
export async function drawApart(request: DrawingRequest): Promise<Drawn> {
  const { userId, bytes, sizes, signal, bounds = limits.picture } = request;
  const refused = refusalAtSight(bytes);
  if (refused) return { ok: false, reason: refused };
  const { queue, drawers } = ownDrawers();
  const place = await queue.enter(userId, signal);
  if (!place.ok) throw signal?.reason ?? new Error(`No turn to draw a picture: ${place.reason}`);
  const drawer = drawers.pop()!;
  try {
    return await drawer.draw({ bytes, sizes, bounds }, signal);
  } finally {
    drawers.push(drawer);
    place.leave();
  }
}

function ownDrawers(): { queue: FairQueue; drawers: Drawer[] } {
  const { processes: atOnce } = limits.picture;
  return onceAProcess("drawers", () => ({
    // How many may wait is decided before an upload is read; whoever is here has a place.
    queue: new FairQueue({ atOnce, atOncePerPerson: 1, mostWaiting: Infinity, mostWaitingPerPerson: Infinity }),
    drawers: Array.from({ length: atOnce }, () => new Drawer()),
  }));
}

const script = join(dirname(fileURLToPath(import.meta.url)), "drawing-process.ts");

/** One process, started when there is something to draw, ended after a while without. */
class Drawer {
  #child: ChildProcess | undefined;
  #idle: NodeJS.Timeout | undefined;

  async draw(order: Order, signal?: AbortSignal): Promise<Drawn> {
    signal?.throwIfAborted();
    clearTimeout(this.#idle);
    const child = this.#running();
    const end = () => child.kill("SIGKILL");
    const deadline = setTimeout(end, limits.picture.totalMs);
    signal?.addEventListener("abort", end, { once: true });
    try {
      const delivery = await deliveryOf(child, order);
      if (delivery && "failure" in delivery) throw new Error(`A picture could not be drawn: ${delivery.failure}`);
      if (delivery) return delivery.drawn;
      signal?.throwIfAborted();
      return { ok: false, reason: "too-complex" };
    } finally {
      clearTimeout(deadline);
      signal?.removeEventListener("abort", end);
      this.#rest(child);
    }
  }

  #running(): ChildProcess {
    if (!this.#child?.connected) {
      // Without the comment the bundler takes the script for a module of its own.
      this.#child = fork(/* turbopackIgnore: true */ script, {
        env: { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, SystemRoot: process.env.SystemRoot },
        execArgv: [],
        serialization: "advanced",
        // What a broken picture makes the libraries say is nothing that anybody could act on.
        stdio: ["ignore", "ignore", "ignore", "ipc"],
      });
    }
    this.#child.ref();
    this.#child.channel?.ref();
    return this.#child;
  }

  /** Keeps nobody from ending the app, nor memory that nobody uses. */
  #rest(child: ChildProcess): void {
    child.unref();
    child.channel?.unref();
    const end = () => {
      this.#child = undefined;
      child.kill("SIGKILL");
    };
    this.#idle = setTimeout(end, limits.picture.idleMs).unref();
  }
}

/** What the process delivers, or nothing when it ended before. Throws when it could not be started. */
function deliveryOf(child: ChildProcess, order: Order): Promise<Delivery | undefined> {
  return new Promise((resolve, reject) => {
    const listeners = {
      message: (delivery: Delivery) => settle(() => resolve(delivery)),
      exit: () => settle(() => resolve(undefined)),
      error: (cause: Error) => settle(() => reject(new Error("No process to draw a picture in", { cause }))),
    };
    const settle = (answer: () => void) => {
      for (const [event, listener] of Object.entries(listeners)) child.off(event, listener);
      answer();
    };
    for (const [event, listener] of Object.entries(listeners)) child.on(event, listener);
    child.send(order, (error) => {
      if (error && child.exitCode === null && child.signalCode === null) listeners.error(error);
    });
  });
}
