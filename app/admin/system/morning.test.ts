import { textIn } from "ronda/words";
import { beforeAll, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { enqueueEmails, type NewEmail } from "#domain/emails/emails.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { fileChecks } from "#domain/files/schema.ts";
import { tripImages } from "#domain/trips/schema.ts";
import { ronda } from "#ronda.config.ts";
import { ownDatabase } from "#tests/database.ts";
import { samples } from "#tests/mails.ts";
import { givenBooking, givenRefund } from "#tests/rows.ts";
import { watches } from "#watches/index.ts";
import { headline } from "./headline.ts";
import { readMorning } from "./morning.ts";
import { problemsOf } from "./problems.ts";

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
  await ronda().patrol();
  const { overview, notices } = await readMorning({ collapsed: false });
  const found = problemsOf(overview).filter(({ subject }) => subject.kind === "watch");
  const told = found.map(({ subject, incident, reasons: [reason] }) => [subject.name, incident !== null, reason]);
  expect(told).toHaveLength(6);
  expect(told).toEqual(
    expect.arrayContaining(
      [
        ["payments-unexpired", payment.amount, "/admin/payments?stuck=1"],
        ["payouts-held", payout?.amount, "/admin/payouts?stuck=1"],
        ["refunds-approved", 100_000, "/admin/refunds?stuck=1"],
        ["photos-missing", null, "/admin/trips?stuck=1"],
        ["papers-missing", null, "/admin/system#job-check-stored-files"],
        ["mails-dead", null, "/admin/emails"],
      ].map(([name, amountRupiah, href]) => [
        name,
        true,
        expect.objectContaining({ kind: "found", count: 1, amountRupiah, href, oldestAt: longAgo }),
      ]),
    ),
  );
  for (const { sentence } of found) expect(textIn(sentence ?? "", "id")).toMatch(/\b1\b/);
  const { sentence } = headline({ overview, notices }, "id");
  expect(sentence).toContain("tertahan, 3 pantauan lain menemukan sesuatu");
});

it("shows how much more than usual a job has deleted for good in the last day, whoever started it", async () => {
  const run = (deleted: number) =>
    ronda().runCron("cleanup-trip-images", () => ({ scanned: 20, deleted }), { trigger: "manual" });
  for (const deleted of [0, 3, 1, 0, 2, 15]) await run(deleted);
  const { unusual, ...morning } = await readMorning({ collapsed: false });
  expect(unusual).toMatchObject([
    { job: "cleanup-trip-images", found: [{ name: "deleted", figure: 15, low: 0, high: 3 }] },
  ]);
  const calm = { ...morning, overview: { jobs: [], watches: [], incidents: [] }, notices: [] };
  expect(headline({ ...calm, unusual }, "en").sentence).toMatch(/1 note\.$/);
  await run(0);
  expect((await readMorning({ collapsed: false })).unusual).toEqual([]);
});

it("shows mails that are due where no key can send them, and what else the installation lacks", async () => {
  const now = new Date("2026-05-10T00:00:00Z");
  const to = { email: "ana@example.com", locale: "id" } as const;
  const mails = [1, 2, 3].map((n) => ({ ...samples[0]!, dedupeKey: `sample:${n}`, to }));
  await enqueueEmails(db(), mails as NewEmail[], { now });
  expect((await readMorning({ collapsed: false })).notices).toEqual([
    { kind: "no-secret" },
    { kind: "mail-key", mails: 3 },
  ]);
});

it("finds nothing where nothing is stuck", async () => {
  await ronda().patrol();
  const { overview } = await readMorning({ collapsed: false });
  expect(overview.watches.map(({ count, error }) => [count, error])).toEqual(watches.map(() => [0, null]));
});
