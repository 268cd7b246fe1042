import { asc } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db, transaction } from "#db/connection.ts";
import { ownDatabase } from "#tests/database.ts";
import { enqueueEmails, type NewEmail } from "./emails.ts";
import { emailJobs } from "./schema.ts";

ownDatabase();

const now = new Date("2026-11-23T01:00:00Z");

const toHugo = (n: number): NewEmail => ({
  template: "payout-released",
  dedupeKey: `payout-released:trip-${n}`,
  to: { email: "hugo@setrip.test", locale: "id" },
  props: { name: "Hugo", tripTitle: "Bromo Midnight", amountRupiah: 1_250_000, bookings: 3 },
});

const queued = () => db().select().from(emailJobs).orderBy(asc(emailJobs.dedupeKey));

describe("queueing a mail", () => {
  it("writes it rendered, pending and due at once", async () => {
    expect(await transaction((tx) => enqueueEmails(tx, [toHugo(1)], { now }))).toBe(1);

    const [row] = await queued();
    expect(row).toMatchObject({
      dedupeKey: "payout-released:trip-1",
      toEmail: "hugo@setrip.test",
      fromAddress: "SeTrip <onboarding@resend.dev>",
      template: "payout-released",
      subject: "Dana Rp 1.250.000 dari trip Bromo Midnight siap ditransfer",
      status: "PENDING",
      attempts: 0,
      nextAttemptAt: now,
      createdAt: now,
      notAfter: null,
      batchKey: null,
      lockedUntil: null,
    });
    expect(row!.html).toContain("Rp 1.250.000");
    expect(row!.text).toContain("http://localhost:3000/organizer/dana");
  });

  it("keeps the moment after which it would mislead", async () => {
    const notAfter = new Date("2026-11-24T01:00:00Z");
    await enqueueEmails(db(), [{ ...toHugo(1), notAfter }], { now });
    expect((await queued())[0]!.notAfter).toEqual(notAfter);
  });

  it("queues the same mail once, whoever asks and however often", async () => {
    await enqueueEmails(db(), [toHugo(1)], { now });
    expect(await enqueueEmails(db(), [toHugo(1), toHugo(2), toHugo(2)], { now })).toBe(1);
    expect((await queued()).map((row) => row.dedupeKey)).toEqual(["payout-released:trip-1", "payout-released:trip-2"]);
  });

  it("queues nothing when the change that causes it is rolled back", async () => {
    await expect(
      transaction(async (tx) => {
        await enqueueEmails(tx, [toHugo(1)], { now });
        throw new Error("the change failed");
      }),
    ).rejects.toThrow("the change failed");
    expect(await queued()).toEqual([]);
  });

  it("has nothing to do for no mails", async () => {
    expect(await enqueueEmails(db(), [], { now })).toBe(0);
  });

  it("takes thousands in one go", async () => {
    const many = Array.from({ length: 2_500 }, (_, n) => toHugo(n));
    expect(await transaction((tx) => enqueueEmails(tx, many, { now }))).toBe(2_500);
    expect(await queued()).toHaveLength(2_500);
  });
});
