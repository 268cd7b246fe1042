import { asker } from "#db/bounds.ts";
import { unavailability } from "#db/unavailable.ts";
import { roomFor, writeRefused } from "./refused-log.ts";

/**
 * Writes one quiet line for a request that the database could not serve, where Next writes the error with its stack: it is
 * not the page's fault, its visitor is told, and a crowd during an outage would fill the disk with the same twenty lines.
 * Of other errors of one place in the code so many are written as of refused requests; the next says how many there were.
 */
export function quietOutages(): void {
  const { error } = console;
  console.error = (...given: unknown[]) => {
    const [failure] = given.filter((one) => one instanceof Error);
    if (!failure) return error(...given);
    const unavailable = unavailability(failure) ?? asker().unavailable;
    if (unavailable) return writeRefused("unavailable", { database: unavailable.message });
    const room = roomFor(`failed ${placeOf(failure)}`);
    if (!room) return;
    error(...given);
    if (room.unwritten) error(`Of this place in the code ${room.unwritten} more errors were not written.`);
  };
}

/** Where it was thrown, however its message differs. */
function placeOf({ name, stack = "" }: Error): string {
  return /\n {4}at .*/.exec(stack)?.[0].trim() ?? name;
}
