import { createRonda, type Ronda } from "ronda";
import { CRON_SECRET } from "./env.ts";
import { jobs } from "./jobs.ts";
import { pool } from "./pool.ts";

const kept = globalThis as typeof globalThis & { ronda?: Ronda };

kept.ronda ??= createRonda({ app: "shop", database: pool, jobs, secrets: { current: CRON_SECRET } });

/**
 * One engine a process: Next loads this file once for `instrumentation.ts` and again for the routes, and what starts and stops
 * in the one must be what runs jobs in the others. After changing a job, start `next dev` anew.
 */
export const ronda = kept.ronda;
