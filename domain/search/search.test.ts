import { expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { receipts } from "#domain/bookings/schema/receipts.ts";
import { transferItems, transfers } from "#domain/bookings/schema/transfers.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { formerEmails } from "#domain/users/schema.ts";
import { limits } from "#limits.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenOrganizer, givenRefund, givenTrip, givenUser, madeAt } from "#tests/rows.ts";
import { auditSubjectsOf } from "./audit-subjects.ts";
import { search } from "./search.ts";

ownDatabase();

const now = new Date("2026-05-20T03:00:00Z");
const stamps = { createdAt: madeAt, updatedAt: madeAt };

async function found(typed: string) {
  const result = (await search(typed, { now }))!;
  return {
    bookings: result.bookings!.rows.map(({ booking }) => booking.code),
    people: result.people!.rows.map(({ name }) => name),
    trips: result.trips!.rows.map(({ title }) => title),
    payouts: result.payouts!.rows.map(({ code }) => code),
    refunds: result.refunds!.rows.map(({ code }) => code),
    transfers: result.transfers!.rows.map(({ transfer }) => transfer.code),
    mails: result.mails!.rows.map(({ subject }) => subject),
  };
}

const waitingFor = async (amount: number) =>
  (await givenBooking({ status: "PENDING_PAYMENT", payment: { amount, uniqueCode: amount - 300_000 } })).booking.code;

function givenMail(toEmail: string, values: Partial<typeof emailJobs.$inferInsert> = {}) {
  const id = newId();
  const mail = { id, dedupeKey: `trip-closed:${id}`, toEmail, fromAddress: "SeTrip <halo@setrip.example>" };
  const body = { template: "trip-closed", subject: `Trip batal ${id}`, html: "<p>rahasia</p>", text: "rahasia" };
  return db()
    .insert(emailJobs)
    .values({ ...mail, ...body, status: "PENDING", attempts: 0, nextAttemptAt: madeAt, ...stamps, ...values });
}

it("an amount without its code finds the payments that wait for nearly so much, the exact one before them", async () => {
  const [one, other] = [await waitingFor(300_123), await waitingFor(300_456)];
  await givenBooking({ status: "PENDING_PAYMENT", payment: { amount: 301_500 } });
  for (const typed of ["300000", "300.000", "Rp 300.000"])
    expect((await found(typed)).bookings.sort()).toEqual([one, other].sort());
  const exact = await search("300.456", { now });
  expect(exact!.bookings!.rows.map(({ booking, isNear }) => [booking.code, isNear])).toEqual([
    [other, false],
    [one, true],
  ]);
});

it("what waits for the amount comes before what had it long ago", async () => {
  const { booking: paid } = await givenBooking({
    payment: { amount: 300_123, receivedAmount: 300_123, uniqueCode: 123 },
  });
  const waits = await waitingFor(300_777);
  expect((await found("300.000")).bookings).toEqual([waits, paid.code]);
});

it("a code is found whole, in part, in whatever case, with and without its beginning", async () => {
  const { booking } = await givenBooking({ booking: { code: "ST-7F3K9" } });
  await givenBooking({ booking: { code: "ST-ABCDE" } });
  for (const typed of ["ST-7F3K9", "st-7f3k9", "7F3K9", "7f3", "ST-3K"])
    expect((await found(typed)).bookings, typed).toEqual([booking.code]);
  expect((await found("ST-7F3K9")).payouts).toEqual([booking.code]);
});

it("people are found by name, phone as it is typed, and a part of an address, also of one they had before; their bookings with them", async () => {
  const ana = await givenUser({ name: "Ana Wijaya", email: "Ana.W@example.com", phone: "+6281200001111" });
  const eve = await givenUser({ name: "Eve", phone: "+6281399990000" });
  const { booking } = await givenBooking({ user: ana });
  await givenBooking({ user: eve, booking: { contactPhone: "+6285500002222" } });
  await db()
    .insert(formerEmails)
    .values({ id: newId(), userId: ana.id, email: "lama@mail.example", createdAt: madeAt });
  for (const typed of [
    "ana wij",
    "WIJAYA ana",
    "ana.w@ex",
    "w@example",
    "0812-0000-1111",
    "62 812 0000 1111",
    "00001111",
    "lama@mail",
  ])
    expect(await found(typed), typed).toMatchObject({ people: ["Ana Wijaya"], bookings: [booking.code] });
  expect((await found("a_a")).people).toEqual([]);
});

it("a booking is found by who travels and by the phone that was left for it, whoever booked", async () => {
  const { booking } = await givenBooking({
    user: await givenUser({ name: "Ana" }),
    booking: { contactPhone: "+6285500002222" },
  });
  expect((await found("0855 0000 2222")).bookings).toEqual([booking.code]);
  const other = await givenBooking({ user: await givenUser({ name: "Dewi Lestari" }) });
  expect((await found("dewi")).bookings).toEqual([other.booking.code]);
});

it("an organizer and a trip are found by what they are called, and the payouts of the organizer", async () => {
  const hugo = await givenOrganizer({ displayName: "Jejak Rinjani" });
  const trip = await givenTrip({
    title: "Gunung Prau",
    organizerId: hugo.id,
    date: "2026-05-10",
    endDate: "2026-05-12",
  });
  const { booking } = await givenBooking({ trip });
  expect(await found("jejak rin")).toMatchObject({ people: ["Hugo"], trips: ["Gunung Prau"], payouts: [booking.code] });
  expect((await found("prau gunung")).trips).toEqual(["Gunung Prau"]);
  expect((await found("11 Mei 2026")).trips).toEqual(["Gunung Prau"]);
  expect((await found("13/05/2026")).trips).toEqual([]);
});

it("a day finds what was booked and what came in on it", async () => {
  const { payment } = await givenBooking({
    payment: { createdAt: new Date("2026-03-01T00:00:00Z"), paidAt: new Date("2026-03-02T18:00:00Z") },
  });
  await db()
    .insert(receipts)
    .values({
      id: newId(),
      paymentId: payment.id,
      accountKey: "bca",
      amount: 1,
      bookedOn: "2026-03-07",
      source: "MANUAL",
      ...stamps,
    });
  for (const day of ["2026-03-01", "3 Maret 2026", "7/3/2026"])
    expect((await found(day)).bookings, day).toHaveLength(1);
  expect((await found("2026-03-02")).bookings).toEqual([]);
});

it("a bank's reference and a transfer's code find what was transferred", async () => {
  const bank = { bankName: "BCA", bankAccountNo: "123", bankAccountName: "Ana" };
  const { booking, payout } = await givenBooking({ payout: { amount: 285_000 } });
  const paid = { status: "PAID", ...bank, transferRef: "BCA-2026-0042", paidAt: madeAt } as const;
  const refund = await givenRefund(booking, { ...paid, amount: 50_000 });
  const [id, itemId] = [newId(), newId()];
  await db()
    .insert(transfers)
    .values({ id, code: "TF-9QWE2", kind: "PAYOUT", accountKey: "bca", status: "PREPARED", ...stamps });
  await db()
    .insert(transferItems)
    .values({ id: itemId, transferId: id, payoutId: payout!.id, amount: 285_000, ...bank, ...stamps });
  expect((await found("2026-0042")).refunds).toEqual([booking.code]);
  expect((await search("50.000", { now }))!.refunds!.rows.map((row) => row.refund.id)).toEqual([refund.id]);
  expect(await found("TF-9QWE2")).toMatchObject({ transfers: ["TF-9QWE2"], bookings: [] });
  expect((await found("TF-9QWE2")).payouts).toEqual([booking.code]);
  const subjects = (await auditSubjectsOf("TF-9QWE2", now))!;
  expect(subjects.about.sort()).toEqual([id, itemId, payout!.id].sort());
  expect((await found("tf-9q")).transfers).toEqual(["TF-9QWE2"]);
  const byAmount = (await search("285.000", { now }))!;
  expect(byAmount.transfers!.rows.map(({ transfer, amountRupiah }) => [transfer.code, amountRupiah])).toEqual([
    ["TF-9QWE2", 285_000],
  ]);
  expect(byAmount.payouts!.rows.map(({ transferCode }) => transferCode)).toEqual(["TF-9QWE2"]);
});

it("mails are found in every state and by a part of the address, without what they say", async () => {
  const sent = { status: "SENT", sentAt: madeAt } as const;
  const dead = { status: "FAILED", deadAt: madeAt } as const;
  await givenMail("Ana.Wijaya@example.com", sent);
  await givenMail("ana.wijaya@example.com", dead);
  await givenMail("ana.wijaya@example.com", { ...dead, discardedAt: madeAt });
  await givenMail("ana.wijaya@example.com");
  await givenMail("eve@example.com");
  for (const typed of ["ana.wijaya@example.com", "wijaya@ex", "wijaya"]) {
    const mails = (await search(typed, { now }))!.mails!.rows;
    expect(mails.map(({ list }) => list).sort(), typed).toEqual(["dead", "discarded", "sent", "waiting"]);
    expect(JSON.stringify(mails)).not.toContain("rahasia");
  }
  const ana = await givenUser({ name: "Bunga Citra", email: "bc77@example.com" });
  await givenMail(ana.email);
  expect((await search("bunga citra", { now }))!.mails!.rows).toHaveLength(1);
});

it("shows a few of each kind and more of one, and says where there is more", async () => {
  const ana = await givenUser({ name: "Ana Banyak", email: "banyak@example.com" });
  for (let mail = 0; mail < 25; mail++) await givenMail(ana.email);
  const all = (await search("banyak", { now }))!;
  expect(all.mails).toMatchObject({ more: true, late: false });
  expect(all.mails!.rows).toHaveLength(limits.search.rowsOfAGroup);
  const only = (await search("banyak", { now, only: "mails" }))!;
  expect(Object.keys(only)).toEqual(["mails"]);
  expect(only.mails).toMatchObject({ more: false });
  expect(only.mails!.rows).toHaveLength(25);
});

it("what takes too long is left out and said to be, and the rest is there", async () => {
  const booking = (await givenBooking({ user: await givenUser({ name: "Ana" }) })).booking;
  const slow = await search("ana", { now, groupMs: 0.5 });
  expect(Object.values(slow!).every(({ late }) => late)).toBe(true);
  expect((await found("ana")).bookings).toEqual([booking.code]);
});

it("too little is nothing", async () => {
  expect(await search("a", { now })).toBeUndefined();
  expect(await search("", { now })).toBeUndefined();
});
