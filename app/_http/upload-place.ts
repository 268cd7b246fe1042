import { bodyBudget, type Underway } from "#body-budget.ts";
import { FairQueue, type Place } from "#fair-queue.ts";
import { limits } from "#limits.ts";
import { onceAProcess } from "#once-a-process.ts";

/** What an upload may do while it arrives. */
export type UploadMemory = {
  /** Says that so many bytes more are in memory; resolves when more may be read. */
  take: (bytes: number) => Promise<void>;
  isWaiting: () => boolean;
  /** Whether others wait for memory or for a place, so that whoever is slow is asked to come again. */
  isCrowded: () => boolean;
};

/** A place to arrive in, to be left when its bytes are no longer in memory; or why there is none. */
export type UploadPlace = (Extract<Place, { ok: true }> & UploadMemory) | Extract<Place, { ok: false }>;

/**
 * Waits until this person may send (another) upload. Places are many, because a body that comes slowly takes little: what
 * lies in memory is bounded by its bytes, of all together.
 */
export async function enterUpload(userId: string, signal?: AbortSignal): Promise<UploadPlace> {
  const { queue, budget } = onceAProcess("uploads", () => ({
    queue: new FairQueue(limits.upload),
    budget: bodyBudget(limits.upload),
  }));
  const place = await queue.enter(userId, signal);
  if (!place.ok) return place;
  let turn = Promise.withResolvers<void>();
  turn.resolve();
  const underway: Underway = {
    bytes: 0,
    pause: () => {
      turn = Promise.withResolvers();
    },
    resume: () => turn.resolve(),
  };
  budget.begin(underway);
  return {
    ok: true,
    take: (bytes) => {
      budget.arrived(underway, bytes);
      return turn.promise;
    },
    isWaiting: () => budget.isWaiting(underway),
    isCrowded: () => budget.isUsedUp() || queue.isFull,
    leave: () => {
      budget.end(underway);
      turn.resolve();
      place.leave();
    },
  };
}
