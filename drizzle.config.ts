import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "./domain/{*/schema,bookings/schema/*}.ts",
  out: "./db/migrations",
});
