import type { Alerts } from "./alerts.ts";
import type { Job } from "./job.ts";
import type { Redact } from "./redact.ts";
import type { Origin } from "./store.ts";
import type { DatabasePool, Logger } from "./types.ts";

/** What every part of one engine shares; passed in, never looked up. */
export type Engine = {
  database: DatabasePool;
  /** The registry, in the order in which it was given. */
  jobs: ReadonlyMap<string, Job>;
  clock: () => Date;
  logger: Logger;
  redact: Redact;
  alerts: Alerts;
  origin: Origin;
  /** The IANA zone whose days a page shows. */
  displayZone: string;
};
