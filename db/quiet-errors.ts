import { inspect } from "node:util";
import { DrizzleQueryError } from "drizzle-orm/errors";
import { unavailableDigest } from "#unavailable-marks.ts";
import { unavailability } from "./unavailable.ts";

/**
 * The query builder's error repeats the values of its statement: people's names, addresses, mail bodies, tokens. From
 * there they would get into logs, into `CronRun` and into alerts. So a failed query keeps its statement and the
 * database's answer, and never its values. This and other ways around a library: docs/workarounds.md
 */

/** The builder's constructor sets `params` after `query` and before it takes the stack, which begins with the message. */
Object.defineProperty(DrizzleQueryError.prototype, "params", { configurable: true, set: forgetValues });

function forgetValues(this: DrizzleQueryError): void {
  this.message = `Failed query: ${this.query}`;
}

/** What the framework prints when a page or an action fails. The answer's other fields may quote a row. */
Object.defineProperty(DrizzleQueryError.prototype, inspect.custom, { configurable: true, value: withoutRow });

/** The framework gives each error a code unless it has one, and hands that to the browser's error page. */
Object.defineProperty(DrizzleQueryError.prototype, "digest", {
  configurable: true,
  get(this: DrizzleQueryError & { ownDigest?: string }) {
    return this.ownDigest ?? (unavailability(this) && unavailableDigest);
  },
  set(this: DrizzleQueryError & { ownDigest?: string }, digest: string) {
    Object.defineProperty(this, "ownDigest", { value: digest, enumerable: false });
  },
});

function withoutRow(this: DrizzleQueryError): string {
  const { code, message } = (this.cause ?? {}) as { code?: string; message?: string };
  return `${this.stack}\n  answer: ${message ?? "none"}${code ? ` (${code})` : ""}`;
}
