import type { Bucket } from "./s3.ts";
import type { Removal } from "./stored-file.ts";

/** Questions to the store at the same time. */
const atOnce = 16;

/** Removes those of the objects that are old enough when they are looked at again. Gives how many. */
export async function removeOldObjects(
  bucket: Bucket,
  keys: string[],
  { modifiedBefore, signal }: Removal,
): Promise<number> {
  let removed = 0;
  const queue = keys.values();
  const worker = async () => {
    for (const key of queue) {
      signal?.throwIfAborted();
      const found = await bucket.head(key);
      if (!found || !isBefore(found.modifiedAt, modifiedBefore)) continue;
      await bucket.remove(key);
      removed += 1;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  // Only now that none of them works on: whoever called thinks that all is over.
  for (const end of ended) if (end.status === "rejected") throw end.reason;
  return removed;
}

/** The header cuts the fraction of a second off, so a file may be up to a second younger than it says. */
function isBefore(modifiedAt: Date, moment: Date): boolean {
  return modifiedAt.getTime() + 999 < moment.getTime();
}
