import { defineJob } from "ronda";
import { pool } from "./pool.ts";

/** A job that works in any database; put your own work in its place. */
export const databaseSize = defineJob({
  name: "database-size",
  schedule: "*/5 * * * *",
  description: "Measures the database",
  run: async ({ log }) => {
    const { rows } = await pool.query<{ bytes: string }>("select pg_database_size(current_database()) as bytes");
    const bytes = Number(rows[0]?.bytes);
    log.info("measured", { bytes });
    return { bytes };
  },
});

/** Every job of the app. */
export const jobs = [databaseSize];
