import { rmSync } from "node:fs";
import { startEmbedded, stopEmbedded } from "#db/embedded.ts";
import { migrate } from "#db/migrate.ts";
import { contactSettings } from "#tests/contact-settings.ts";
import { carefree, folderInMemory } from "#tests/fast-postgres.ts";
import { freePort } from "#tests/free-port.ts";
import { startServer } from "./server.ts";

/** Before all browser tests: a database with a troubled morning and a small market in it, and the built app on it. Returns what ends both. */
export default async function start(): Promise<() => Promise<void>> {
  const folder = folderInMemory("setrip-browser-");
  const clear = () => {
    stopEmbedded(folder);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const stopServer = await startIn(folder);
    return async () => {
      await stopServer();
      clear();
    };
  } catch (error) {
    clear();
    throw error;
  }
}

/** Returns what stops the app; the database goes on. */
async function startIn(folder: string): Promise<() => Promise<void>> {
  const { url } = await startEmbedded(folder, carefree);
  await migrate(url);
  const port = await freePort();
  // The test workers inherit these: they look into the same database as the app.
  Object.assign(process.env, {
    DATABASE_URL: url,
    PORT: String(port),
    APP_URL: `http://localhost:${port}`,
    SETRIP_DATA_DIR: folder,
    AUTH_SECRET: "a secret that only the tests know, 32+",
    CRON_SECRET: "the cron secret that only the tests know",
    PLATFORM_BANK_ACCOUNTS: JSON.stringify([{ key: "bca", bank: "BCA", number: "1234567890", holder: "PT SeTrip" }]),
    ...contactSettings,
    RESEND_API_KEY: "",
    ADMIN_ALERT_WEBHOOK_URL: "",
    SETRIP_DEMO: "on",
  });
  const { loadMorning } = await import("./morning.ts");
  await loadMorning(new Date());
  const { loadMarket } = await import("./market.ts");
  await loadMarket(new Date());
  return startServer();
}
