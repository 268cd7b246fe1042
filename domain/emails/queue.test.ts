import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { db, pool } from "#db/connection.ts";
import { createMailer } from "#gateways/mail/mailer.ts";
import { type Fault, startMailStandIn } from "#gateways/mail/stand-in/stand-in.ts";
import { ownDatabase } from "#tests/database.ts";
import { drainEmails, MailAccountError } from "./drain.ts";
import { enqueueEmails } from "./emails.ts";
import { type Batch, claimDue, claimUncertain, postpone, recordResults, release, split } from "./queue.ts";
import { emailJobs } from "./schema.ts";

ownDatabase();

const start = new Date("2026-11-23T01:00:00Z");
const minutes = (count: number) => new Date(start.getTime() + count * 60_000);
const from = "SeTrip <halo@setrip.test>";

const queue = (count: number) =>
  enqueueEmails(
    db(),
    Array.from({ length: count }, (_, n) => ({
      template: "payout-released" as const,
      dedupeKey: `payout-released:${n}`,
      to: { email: `p${n}@setrip.test`, locale: "id" as const },
      props: { name: "Hugo", tripTitle: "Bromo", amountRupiah: 1_000_000, bookings: 2 },
    })),
    { now: start },
  );
const rows = () => db().select().from(emailJobs);

describe("a process that slept past its lease", () => {
  async function overtaken(): Promise<{ sleeper: Batch; current: Batch }> {
    await queue(4);
    const [sleeper] = await claimDue({ now: start, lockedUntil: minutes(6), from });
    const current = await claimUncertain({ now: minutes(6), lockedUntil: minutes(12) });
    return { sleeper: sleeper!, current: current! };
  }

  it("finds its batch taken over as it was", async () => {
    const { sleeper, current } = await overtaken();
    expect(current).toEqual({ ...sleeper, lockedUntil: minutes(12), uncertain: true });
  });

  it("cannot put off, give back or split what is no longer its own", async () => {
    const { sleeper } = await overtaken();
    const before = await rows();
    const later = { now: minutes(7), nextAttemptAt: minutes(12), error: "too late" };
    expect(await postpone(sleeper, later)).toBe(0);
    await release(sleeper, minutes(7));
    expect(await split(sleeper, { now: minutes(7), lockedUntil: minutes(20) })).toEqual([]);
    expect(await rows()).toEqual(before);
  });

  it("may still say that the mails were sent, and the other saying so again changes nothing", async () => {
    const { sleeper, current } = await overtaken();
    const outcomes = (batch: Batch) => batch.mails.map(({ id }) => ({ id, providerId: `provider-${id}` }));
    expect(await recordResults(outcomes(sleeper), minutes(7))).toEqual({ sent: 4, dead: 0 });
    expect(await recordResults(outcomes(current), minutes(8))).toEqual({ sent: 0, dead: 0 });
    expect((await rows()).every((row) => row.status === "SENT" && row.attempts === 1)).toBe(true);
  });
});

it("mails with unequal numbers of attempts do not share a batch: they would have to wait for unequal times", async () => {
  await queue(4);
  await pool().query(
    `update "EmailJob" set "status" = 'FAILED', "attempts" = 2 where "toEmail" in ('p1@setrip.test', 'p3@setrip.test')`,
  );
  const batches = await claimDue({ now: start, lockedUntil: minutes(6), from });
  expect(batches.map(({ attempts, mails }) => [attempts, mails.map((mail) => mail.toEmail)])).toEqual([
    [0, ["p0@setrip.test", "p2@setrip.test"]],
    [2, ["p1@setrip.test", "p3@setrip.test"]],
  ]);
});

describe("whatever the provider does, in whatever order", () => {
  const error = (name: string, more = {}) => fc.constant({ kind: "error", name, ...more } as Fault);
  const when = fc.constantFrom("before" as const, "after" as const);
  const anything = fc.oneof(
    fc.constant(undefined),
    when.map((at): Fault => ({ kind: "cut", when: at })),
    when.map((at): Fault => ({ kind: "error", name: "internal_server_error", when: at })),
    when.map((at): Fault => ({ kind: "html", statusCode: 502, when: at })),
    error("invalid_api_key"),
    error("daily_quota_exceeded"),
    error("security_error"),
    error("invalid_parameter"),
    fc.constant({ kind: "rows", message: "No." } as Fault),
    fc.constant({ kind: "rows", message: "No.", rejects: ({ to }) => to[0] === "p3@setrip.test" } as Fault),
    fc.constant({ kind: "news", name: "payment_required", statusCode: 402, message: "Pay first." } as Fault),
    error("concurrent_idempotent_requests"),
    error("rate_limit_exceeded", { retryAfterSeconds: 0 }),
  );
  const history = fc.array(
    fc.record({ waitMinutes: fc.integer({ min: 1, max: 60 }), faults: fc.array(anything, { maxLength: 3 }) }),
    {
      minLength: 1,
      maxLength: 4,
    },
  );

  it("nobody gets a mail twice, and every mail ends sent or dead, with nothing locked", async () => {
    await fc.assert(fc.asyncProperty(history, endsWell), {
      numRuns: 25,
      examples: [
        [
          [
            { waitMinutes: 1, faults: [{ kind: "cut", when: "after" }] },
            { waitMinutes: 6, faults: [{ kind: "error", name: "security_error" }] },
          ],
        ],
      ],
    });
  });

  async function endsWell(runs: { waitMinutes: number; faults: (Fault | undefined)[] }[]): Promise<void> {
    await pool().query(`delete from "EmailJob"`);
    await queue(7);
    let now = start;
    const standIn = await startMailStandIn({ clock: () => now });
    const drain = async () => {
      const mailer = createMailer({ apiKey: "re_test", baseUrl: standIn.url, callsPerSecond: 1_000 });
      await drainEmails({ now, from, mailer }).catch((problem) => expect(problem).toBeInstanceOf(MailAccountError));
    };
    for (const { waitMinutes, faults } of runs) {
      now = new Date(now.getTime() + waitMinutes * 60_000);
      const left = [...faults];
      standIn.failWhen(() => left.shift());
      await Promise.all([drain(), drain()]);
    }
    standIn.failWhen(undefined);
    for (let round = 0; round < 3; round++) {
      now = new Date(now.getTime() + 6 * 3_600_000);
      await drain();
    }
    await standIn.stop();

    const recipients = standIn.mails.map((mail) => mail.to[0]!);
    expect(new Set(recipients).size).toBe(recipients.length);
    for (const row of await rows()) {
      expect(row.lockedUntil).toBeNull();
      if (row.status === "SENT")
        expect(standIn.mails.find((mail) => mail.id === row.providerId)!.to[0]).toBe(row.toEmail);
      else expect(row).toMatchObject({ status: "FAILED", deadAt: expect.any(Date), lastError: expect.any(String) });
    }
  }
});
