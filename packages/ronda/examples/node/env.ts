import { existsSync } from "node:fs";

/** The app's settings: what the process was given, and what `.env` has besides. See .env.example. */
if (existsSync(".env")) process.loadEnvFile(".env");

export const {
  APP_URL = "http://localhost:3000",
  CRON_SECRET,
  DATABASE_URL,
  OPS_PASSWORD,
  PORT = "3000",
} = process.env;
