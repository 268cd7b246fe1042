import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: ["./domain/*/schema.ts", "./domain/bookings/schema/*.ts"],
  out: "./db/migrations",
});
