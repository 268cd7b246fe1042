import { beforeAll, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { enqueueEmails, type NewEmail } from "#domain/emails/emails.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { fileChecks, tripImages } from "#domain/images/schema.ts";
import { ronda } from "#ronda.config.ts";
import { ownDatabase } from "#tests/database.ts";
import { samples } from "#tests/mails.ts";
import { givenBooking, givenRefund } from "#tests/rows.ts";
import { readMorning } from "./morning.ts";

ownDatabase();
beforeAll(() => ronda().migrate());

const longAgo = new Date("2026-01-05T00:00:00Z");

it("shows the money that any of the watches sees stuck, and the files that are lost", async () => {
  const { payment } = await givenBooking({ status: "PENDING_PAYMENT", payment: { createdAt: longAgo } });
  const { booking, payout } = await givenBooking({ payout: { heldUntil: longAgo } });
  await givenRefund(booking, { status: "APPROVED", approvedAt: longAgo });
  const [photo, paper] = ["hugo-1.webp", "ana-1.webp"];
  const stamps = { createdAt: longAgo, updatedAt: longAgo };
  await db()
    .insert(tripImages)
    .values({ id: newId(), tripId: booking.tripId, path: photo, position: 0, ...stamps });
  await db()
    .insert(fileChecks)
    .values([
      { name: photo, kind: "foto", checkedAt: longAgo, missingSince: longAgo },
      { name: paper, kind: "bukti", checkedAt: longAgo, missingSince: longAgo },
    ]);
  await db()
    .insert(emailJobs)
    .values({
      ...{ id: newId(), dedupeKey: "x:y", toEmail: "ana@example.com", fromAddress: "x", template: "x", subject: "x" },
      ...{ html: "x", text: "x", status: "FAILED", attempts: 1, nextAttemptAt: longAgo, deadAt: longAgo, ...stamps },
    });
  const { stuck } = await readMorning({ folded: false });
  const lost = { count: 1, amountRupiah: 0, oldestAt: longAgo };
  expect(stuck).toEqual([
    { kind: "payments", count: 1, amountRupiah: payment.amount, oldestAt: longAgo, href: "/admin/payments?stuck=1" },
    { kind: "payouts", count: 1, amountRupiah: payout?.amount, oldestAt: longAgo, href: "/admin/payouts?stuck=1" },
    { kind: "refunds", count: 1, amountRupiah: 100_000, oldestAt: longAgo, href: "/admin/refunds?stuck=1" },
    { kind: "photos", ...lost, href: "/admin/trips?stuck=1" },
    { kind: "papers", ...lost, href: "/admin/system#job-check-stored-files" },
    { kind: "mails", ...lost, href: "/admin/emails" },
  ]);
});

it("shows mails that are due where no key can send them, and what else the installation lacks", async () => {
  const now = new Date("2026-05-10T00:00:00Z");
  const to = { email: "ana@example.com", locale: "id" } as const;
  const mails = [1, 2, 3].map((n) => ({ ...samples[0]!, dedupeKey: `sample:${n}`, to }));
  await enqueueEmails(db(), mails as NewEmail[], { now });
  expect((await readMorning({ folded: false })).notices).toEqual([
    { kind: "no-secret" },
    { kind: "mail-key", mails: 3 },
  ]);
});

it("shows no banner where nothing is stuck", async () => {
  expect((await readMorning({ folded: false })).stuck).toEqual([]);
});
