import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type CaughtMail, startMailStandIn } from "#gateways/mail/stand-in/stand-in.ts";
import { setClock } from "#tests/clock-file.ts";
import { freePort } from "#tests/free-port.ts";
import { newDatabase } from "./own-database.ts";
import { startServer } from "./server.ts";

/** A marketplace for one story: empty at first, its clock in the test's hands, its mails caught. */
export type OwnMarket = {
  url: string;
  databaseUrl: string;
  /** Its clock from now on, however far from the real one; time goes on from there. */
  moveTo: (moment: Date) => void;
  /** What a crontab's line does at that moment, and the mails that leave after it. Throws unless the job ends well. */
  later: (moment: Date, job: string) => Promise<Record<string, unknown>>;
  /** The crontab's work of a night, on this day of UTC. Throws when a job fails, as when a rupiah is missing. */
  night: (day: string) => Promise<{ completed: number; released: number; photosDeleted: number }>;
  /** The next unread mail to this address whose subject fits; waits for it, because mails leave after the answer. */
  mailTo: (email: string, subject: string) => Promise<CaughtMail>;
  /** What nobody has read yet, as `address: subject`. */
  unread: () => string[];
  /** `npm run admin:add`: the link that makes somebody the first admin. */
  adminLink: (email: string) => string;
  close: () => Promise<void>;
};

const cronSecret = "the cron secret that only the tests know";

/** Opens one on the database server of the browser tests. */
export async function openMarket(): Promise<OwnMarket> {
  const databaseUrl = await newDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), "setrip-story-"));
  const clockFile = join(dataDir, "clock");
  setClock(clockFile, 0);
  const mail = await startMailStandIn({ callsPerSecond: 1_000 });
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    APP_URL: url,
    SETRIP_DATA_DIR: dataDir,
    SETRIP_TEST_CLOCK_FILE: clockFile,
    SETRIP_DEMO: "",
    RESEND_API_KEY: "re_only_the_tests_know",
    RESEND_BASE_URL: mail.url,
    MAIL_CALLS_PER_SECOND: "1000",
    CRON_SECRET: cronSecret,
  };
  const stop = await startServer(env);
  const moveTo = (moment: Date) => setClock(clockFile, moment.getTime() - Date.now());
  const later = async (moment: Date, job: string) => {
    moveTo(moment);
    const did = await trigger(`${url}/api/cron/${job}`);
    await trigger(`${url}/api/cron/process-email-jobs`);
    return did;
  };
  return {
    url,
    databaseUrl,
    moveTo,
    later,
    night: (day) => night(day, later),
    ...mailbox(() => mail.mails),
    adminLink: (email) =>
      linkIn(execFileSync(process.execPath, ["scripts/admin-add.ts", email], { env, encoding: "utf8" })),
    close: async () => {
      await stop();
      await mail.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function night(day: string, later: OwnMarket["later"]): ReturnType<OwnMarket["night"]> {
  const { completed, payoutsReleased } = await later(new Date(`${day}T18:00:00Z`), "auto-complete-trips");
  const { deleted } = await later(new Date(`${day}T18:30:00Z`), "cleanup-trip-images");
  await later(new Date(`${day}T18:45:00Z`), "money-reconcile");
  const released = (payoutsReleased as string[]).length;
  return { completed: Number(completed), released, photosDeleted: Number(deleted) };
}

async function trigger(url: string): Promise<Record<string, unknown>> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${cronSecret}` } });
  const said = (await answer.json()) as Record<string, unknown>;
  if (!answer.ok || "skipped" in said) throw new Error(`${url} answered ${answer.status}: ${JSON.stringify(said)}`);
  return said;
}

/** Each mail is read once, so that none that came twice, or to the wrong one, goes unnoticed. */
function mailbox(mails: () => readonly CaughtMail[]): Pick<OwnMarket, "mailTo" | "unread"> {
  const read = new Set<CaughtMail>();
  const unread = () => mails().filter((mail) => !read.has(mail));
  return {
    unread: () => unread().map(summary),
    mailTo: async (email, subject) => {
      for (const deadline = Date.now() + 30_000; Date.now() < deadline; await wait(50)) {
        const found = unread().find((mail) => mail.to.includes(email) && mail.subject.includes(subject));
        if (!found) continue;
        read.add(found);
        return found;
      }
      throw new Error(`no mail to ${email}: ${subject}. Unread are\n${unread().map(summary).join("\n")}`);
    },
  };
}

const summary = ({ to, subject }: CaughtMail) => `${to}: ${subject}`;

/** The first address in a text that leads to the app. */
export function linkIn(text: string): string {
  const found = /https?:\/\/localhost:\d+\/\S*/.exec(text)?.[0];
  if (!found) throw new Error(`no link in: ${text}`);
  return found;
}
