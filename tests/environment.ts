import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { contactSettings } from "./contact-settings.ts";

// Before any module reads it: tests never see the developer's `.env`, their secrets or their database.
const secrets = [
  "CRON_SECRET",
  "CRON_SECRET_PREVIOUS",
  "RESEND_API_KEY",
  "ADMIN_ALERT_WEBHOOK_URL",
  "DEADMAN_PING_URL",
];
const bucket = ["S3_ENDPOINT", "S3_BUCKET", "S3_REGION", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"];
for (const name of [...secrets, ...bucket]) process.env[name] = "";
// The database that ownDatabase() makes for this file; without it the address leads nowhere.
const databaseUrl = new URL(inject("postgresUrl"));
databaseUrl.pathname = `/test_${randomBytes(6).toString("hex")}`;
process.env.DATABASE_URL = databaseUrl.href;
// What a test leaves in the folder for temporary files goes at the end of the run.
process.env.TMPDIR = inject("temporaryFolder");
process.env.SETRIP_DATA_DIR = mkdtempSync(join(tmpdir(), "setrip-unit-"));
process.env.APP_URL = "http://localhost:3000";
process.env.AUTH_SECRET = "a secret that only the tests know, 32+";
process.env.PLATFORM_BANK_ACCOUNTS = JSON.stringify([
  { key: "bca", bank: "BCA", number: "1234567890", holder: "PT SeTrip Indonesia" },
]);
Object.assign(process.env, contactSettings);
