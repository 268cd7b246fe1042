import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { databaseUrl, db, pool } from "#db/connection.ts";
import { createMailer } from "#gateways/mail/mailer.ts";
import { type MailStandIn, startMailStandIn } from "#gateways/mail/stand-in/stand-in.ts";
import { ownDatabase } from "#tests/database.ts";
import { drainEmails } from "./drain.ts";
import { enqueueEmails } from "./emails.ts";
import { emailJobs } from "./schema.ts";

ownDatabase();

const start = new Date("2026-11-23T01:00:00Z");
const minutes = (count: number) => new Date(start.getTime() + count * 60_000);

let standIn: MailStandIn;
beforeEach(async () => {
  standIn = await startMailStandIn({ clock: () => start, keep: 5_000, latencyMs: 10 });
});
afterEach(() => standIn.stop());

const drain = (now: Date) =>
  drainEmails({ now, mailer: createMailer({ apiKey: "re_test", baseUrl: standIn.url, callsPerSecond: 1_000 }) });

/** Another process that drains the same queue through the same provider. */
function startDrainingProcess(): ChildProcess {
  const program = `
    const { drainEmails } = await import("#domain/emails/drain.ts");
    const { mailer } = await import("#gateways/mail/mailer.ts");
    await drainEmails({ now: new Date(${start.getTime()}), mailer: mailer() });
    process.exit(0);`;
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl(),
    RESEND_API_KEY: "re_test",
    RESEND_BASE_URL: standIn.url,
    MAIL_CALLS_PER_SECOND: "1000",
  };
  return spawn(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: join(import.meta.dirname, "../.."),
    env: env as unknown as NodeJS.ProcessEnv,
    stdio: "inherit",
  });
}

/** Connections to this database besides those of this process. */
async function othersConnected(): Promise<number> {
  const { rows } = await pool().query<{ others: number }>(
    `select count(*)::integer as others from pg_stat_activity
     where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`,
  );
  return rows[0]!.others;
}

it.each([3, 9])("a drain killed with -9 in its call %i loses, doubles and locks nothing", async (fatalCall) => {
  const total = 2_000;
  await enqueueEmails(
    db(),
    Array.from({ length: total }, (_, n) => ({
      template: "payout-released" as const,
      dedupeKey: `payout-released:${n}`,
      to: { email: `p${n}@setrip.test`, locale: "id" as const },
      props: { name: "Hugo", tripTitle: "Bromo", amountRupiah: 1_000_000, bookings: 2 },
    })),
    { now: start },
  );
  const victim = startDrainingProcess();
  // The provider has read this call and accepts its mails; whoever made it never hears of that.
  standIn.failWhen(() => {
    if (standIn.calls.length === fatalCall) victim.kill("SIGKILL");
    return undefined;
  });
  const [, signal] = await once(victim, "exit");
  expect(signal).toBe("SIGKILL");
  standIn.failWhen(undefined);

  // The database may still be at what the dead process asked of it last.
  await expect.poll(othersConnected).toBe(0);
  const stuck = (await db().select().from(emailJobs)).filter((row) => row.lockedUntil !== null);
  expect(stuck.length).toBeGreaterThanOrEqual(100);

  // The mails that nobody had claimed go out at once, the others when the dead process's lease has run out.
  const first = await drain(minutes(1));
  expect(first.failed).toBe(0);
  const second = await drain(minutes(10));
  expect(second).toMatchObject({ picked: stuck.length, succeeded: stuck.length, left: 0 });

  const rows = await db().select().from(emailJobs);
  expect(rows.filter((row) => row.status !== "SENT" || row.lockedUntil !== null)).toEqual([]);
  expect(standIn.acceptedCount).toBe(total);
  expect(new Set(standIn.mails.map((mail) => mail.to[0])).size).toBe(total);
  expect(new Set(rows.map((row) => row.providerId))).toEqual(new Set(standIn.mails.map((mail) => mail.id)));
});
