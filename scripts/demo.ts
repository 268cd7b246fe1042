import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { demoAccounts } from "#domain/users/demo-accounts.ts";
import { env } from "#env.ts";
import { type MailStandIn, startMailStandIn } from "#gateways/mail/stand-in/stand-in.ts";
import { startDeletedWebhook } from "./deleted-webhook.ts";
import { isFilled } from "./demo-folder.ts";
import { keepGenerated, newSecret } from "./generated-secrets.ts";
import { becomeServer, checkPort, dataFolder, explainAndExit, keepEmbeddedServerRunning } from "./serve.ts";

/**
 * `npm run demo`: the whole of SeTrip on this machine, with sample trips, a mail provider that sends nothing and the
 * schedule running inside. Everything lies in the data folder; a second start finds it as it was left.
 */
const started = performance.now();
const usualMailPort = 8025;
/** The app is asked again after it. */
const longestAnswerMs = 5000;
const bankAccounts = [
  { key: "bca", bank: "BCA", number: "8800123456", holder: "PT SeTrip Contoh" },
  { key: "mandiri", bank: "Mandiri", number: "1370012345678", holder: "PT SeTrip Contoh" },
];

/** Its photos lie in its own folder, whatever bucket a real `.env` names. */
const s3Variables = ["S3_ENDPOINT", "S3_BUCKET", "S3_REGION", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"];

try {
  const dataDir = dataFolder();
  keepGenerated(dataDir, { AUTH_SECRET: newSecret, CRON_SECRET: newSecret });
  const mail = await startMail();
  standAlone({ mailUrl: mail.url, webhookUrl: await startDeletedWebhook() });
  await checkPort(env().PORT, "npm run demo");
  say("Starting PostgreSQL");
  await keepEmbeddedServerRunning(dataDir, async () => {
    if (isFilled(dataDir)) return;
    say("Making sample trips, with their photos, people, money and mails (about a minute, once)");
    const filled = spawnSync(process.execPath, [join(import.meta.dirname, "demo-data.ts")], { stdio: "inherit" });
    // It has said why.
    if (filled.status !== 0) process.exit(1);
  });
  say("Starting the app");
  await becomeServer([]);
  await announce(mail);
} catch (error) {
  explainAndExit(error);
}

/** The same port as last time where it is free, so that an open page of mails still works. */
function startMail(): Promise<MailStandIn> {
  return startMailStandIn({ port: usualMailPort }).catch(() => startMailStandIn({ port: 0 }));
}

/** Whatever a real `.env` names stays untouched: the demo sends no mail and opens no database but its own. */
function standAlone({ mailUrl, webhookUrl }: { mailUrl: string; webhookUrl: string }): void {
  Object.assign(process.env, {
    DATABASE_URL: "",
    APP_URL: "",
    SETRIP_DEMO: "on",
    RONDA_SCHEDULER: "on",
    PLATFORM_BANK_ACCOUNTS: JSON.stringify(bankAccounts),
    COMPANY_NAME: "PT SeTrip Contoh",
    COMPANY_ADDRESS: "Jl. Contoh No. 1, Yogyakarta",
    CONTACT_WHATSAPP: "+6281200000001",
    CONTACT_EMAIL: "halo@setrip.example",
    CONTACT_HOURS: "Mo-Fr 09:00-17:00, Sa 09:00-12:00",
    RESEND_API_KEY: `re_demo_${randomBytes(8).toString("hex")}`,
    RESEND_BASE_URL: mailUrl,
    EMAIL_FROM: "",
    ADMIN_ALERT_WEBHOOK_URL: webhookUrl,
    ...Object.fromEntries(s3Variables.map((name) => [name, ""])),
  });
}

function say(what: string): void {
  console.log(`${what} …`);
}

/** Waits until the app answers, then tells where everything is. */
async function announce(mail: MailStandIn): Promise<void> {
  const url = env().APP_URL;
  while (!(await answers(`${url}/api/health/ready`))) await wait(50);
  const accounts = demoAccounts.map(
    ({ email, password, name, role }) =>
      `    ${email.padEnd(24)} ${password.padEnd(16)} ${name}${role === "ADMIN" ? ", the admin" : ""}`,
  );
  console.log(`
SeTrip is running (${((performance.now() - started) / 1000).toFixed(1)} s). Its jobs run by themselves, as the crontab would run them.

  Morning page   ${url}/admin/system
  Sign in as
${accounts.join("\n")}
  Caught mails   ${mail.url}
  Data           ${dataFolder()}   (remove it to begin again)
  Stop           Ctrl-C
`);
}

/**
 * Reads all of an answer. The app runs in this process, and Next's own `fetch` splits each body into two, of which it keeps
 * one: to cancel the other half waits for ever.
 */
async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(longestAnswerMs) });
    await answer.text();
    return answer.ok;
  } catch {
    return false;
  }
}
