import { asker } from "#db/bounds.ts";
import { unavailability } from "#db/unavailable.ts";
import { writeRefused } from "./refused-log.ts";

/**
 * Writes one quiet line for a request that the database could not serve, where Next writes the error with its stack: it is
 * not the page's fault, its visitor is told, and a crowd during an outage would fill the disk with the same twenty lines.
 */
export function quietOutages(): void {
  const { error } = console;
  console.error = (...given: unknown[]) => {
    const [failure] = given.filter((one) => one instanceof Error);
    const unavailable = failure && (unavailability(failure) ?? asker().unavailable);
    if (unavailable) writeRefused("unavailable", { database: unavailable.message });
    else error(...given);
  };
}
