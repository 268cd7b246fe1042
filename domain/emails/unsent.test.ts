import { afterEach, beforeEach, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { createMailer } from "#gateways/mail/mailer.ts";
import { type Fault, type MailStandIn, startMailStandIn } from "#gateways/mail/stand-in/stand-in.ts";
import { ownDatabase } from "#tests/database.ts";
import { drainEmails } from "./drain.ts";
import { enqueueEmails } from "./emails.ts";
import { emailJobs } from "./schema.ts";
import { countUnsent } from "./unsent.ts";

/** A provider that is down: every run says so until a mail gets out, also the runs in which nothing is due. */

ownDatabase();

const start = new Date("2026-11-23T01:00:00Z");
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

let standIn: MailStandIn;
let now = start;
beforeEach(async () => {
  now = start;
  standIn = await startMailStandIn({ clock: () => now });
});
afterEach(() => standIn.stop());

/** One run of the job at this minute: how many mails it says could not be sent. */
async function unsentAt(minute: number): Promise<number> {
  now = at(minute);
  const bounds = { connectMs: 500, totalMs: 500, mostBytes: 1_000_000 };
  const mailer = createMailer({ apiKey: "re_test", baseUrl: standIn.url, callsPerSecond: 10_000, bounds });
  return countUnsent(await drainEmails({ now, mailer }), { now });
}

const queue = (email: string) =>
  enqueueEmails(
    db(),
    [
      {
        template: "payout-released",
        dedupeKey: `payout-released:${email}`,
        to: { email, locale: "id" },
        props: { name: "Hugo", tripTitle: "Bromo", amountRupiah: 1_000_000, bookings: 2 },
      },
    ],
    { now },
  );

const faults: Record<string, Fault> = {
  "500 in JSON": { kind: "error", name: "internal_server_error" },
  "503 in HTML": { kind: "html", statusCode: 503 },
  "200 in HTML": { kind: "html", statusCode: 200 },
  silence: { kind: "silence", when: "before" },
};

it.each(Object.entries(faults))(
  "%s: each run says so, also between attempts, until a mail is sent",
  async (_, fault) => {
    await queue("ana@setrip.test");
    standIn.failWhen(() => fault);
    expect(await unsentAt(0)).toBe(1);
    // Its second attempt is still ahead: nothing is due, and nothing is well.
    expect(await unsentAt(0.2)).toBe(1);
    const [row] = await db().select().from(emailJobs);
    expect(row).toMatchObject({ attempts: 1, status: "FAILED", deadAt: null });
    standIn.failWhen(() => undefined);
    expect(await unsentAt(600)).toBe(0);
    expect(await unsentAt(601)).toBe(0);
  },
);

it("a mail that gets out shows that the provider is there, whatever waits for its next attempt", async () => {
  await queue("ana@setrip.test");
  standIn.failWhen(() => faults["500 in JSON"]);
  expect(await unsentAt(0)).toBe(1);
  standIn.failWhen(() => undefined);
  await queue("hugo@setrip.test");
  expect(await unsentAt(0.2)).toBe(0);
  expect(await unsentAt(0.4)).toBe(0);
});

it("an answer to wait, for longer than a run, is a run in which none was sent", async () => {
  await queue("ana@setrip.test");
  standIn.failWhen(() => ({ kind: "error", name: "rate_limit_exceeded", retryAfterSeconds: 3_600 }));
  expect(await unsentAt(0)).toBe(1);
});

it("a single mail that is refused, which may be the account's fault as well, counts until one is sent", async () => {
  await queue("ana@setrip.test");
  standIn.failWhen(() => ({ kind: "error", name: "invalid_parameter" }));
  expect(await unsentAt(0)).toBe(1);
  expect(await unsentAt(0.2)).toBe(1);
});

it("a mail that is wrong itself is no sign of that, nor is a queue that is empty", async () => {
  expect(await unsentAt(0)).toBe(0);
  await queue("nobody@setrip.test");
  standIn.failWhen(() => ({ kind: "rows", message: "nobody@setrip.test is on the suppression list" }));
  expect(await unsentAt(1)).toBe(0);
});
