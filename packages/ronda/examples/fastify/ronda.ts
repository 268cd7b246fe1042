import { createRonda } from "ronda";
import { CRON_SECRET } from "./env.ts";
import { jobs } from "./jobs.ts";
import { pool } from "./pool.ts";

export const ronda = createRonda({ app: "shop", database: pool, jobs, secrets: { current: CRON_SECRET } });
