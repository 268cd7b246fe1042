import { defineConfig } from "ronda";
import { APP_URL, CRON_SECRET } from "./env.ts";
import { jobs } from "./jobs.ts";
import { pool } from "./pool.ts";
import { ronda } from "./ronda.ts";

/** What `npx ronda` reads: `npx ronda list`, `npx ronda run database-size`, `npx ronda runs`. */
export default defineConfig({
  app: "shop",
  jobs,
  url: APP_URL,
  secret: CRON_SECRET,
  ronda: () => ronda,
  close: () => pool.end(),
});
