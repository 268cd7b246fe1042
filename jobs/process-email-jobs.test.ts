import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { disconnect } from "#db/connection.ts";
import { startMailStandIn } from "#gateways/mail/stand-in/stand-in.ts";
import { ownDatabase } from "#tests/database.ts";

ownDatabase();

const now = new Date("2026-11-23T01:00:00Z");
let notes: string[] = [];
let warnings: string[] = [];
beforeEach(() => {
  notes = [];
  warnings = [];
});
afterEach(() => vi.unstubAllEnvs());

/** The app as it is after a start with these variables: its modules read them once. */
async function startApp(variables: Record<string, string>) {
  vi.resetModules();
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const { processEmailJobs } = await import("./process-email-jobs.ts");
  const { enqueueEmails } = await import("#domain/emails/emails.ts");
  const connection = await import("#db/connection.ts");
  return {
    stop: connection.disconnect,
    run: () =>
      processEmailJobs.run({
        now,
        log: { info: () => {}, warn: (message: string) => void warnings.push(message), error: () => {} },
        note: (message) => void notes.push(message),
        signal: new AbortController().signal,
        beat: async () => true,
      }),
    queue: (...names: string[]) =>
      enqueueEmails(
        connection.db(),
        names.map((name) => ({
          template: "verify-email",
          dedupeKey: `verify-email:${name}`,
          to: { email: `${name}@setrip.test`, locale: "id" },
          props: { name, url: "https://setrip.test/verify" },
        })),
        { now },
      ),
  };
}

it("skips with a warning while RESEND_API_KEY is not set, and drains the queue once it is", async () => {
  const before = await startApp({});
  await before.queue("ana", "hugo");
  expect(await before.run()).toEqual({ picked: 0, succeeded: 0, failed: 0 });
  expect(warnings).toEqual(["RESEND_API_KEY is not set: mails stay queued"]);
  expect(notes).toEqual(["2 mails waiting, RESEND_API_KEY missing"]);
  await before.stop();

  const standIn = await startMailStandIn();
  const after = await startApp({ RESEND_API_KEY: "re_test", RESEND_BASE_URL: standIn.url });
  expect(await after.run()).toEqual({ picked: 2, succeeded: 2, failed: 0 });
  expect(await after.run()).toEqual({ picked: 0, succeeded: 0, failed: 0 });
  expect(notes).toHaveLength(1);
  expect(standIn.mails.map((mail) => mail.to[0]).sort()).toEqual(["ana@setrip.test", "hugo@setrip.test"]);
  await after.stop();
  await standIn.stop();
  await disconnect();
});
