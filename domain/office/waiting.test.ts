import { expect, it } from "vitest";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenOrganizer, givenRefund, givenTrip, givenUser, madeAt } from "#tests/rows.ts";
import { givenLine } from "#tests/statements.ts";
import { prepared } from "#tests/transfers.ts";
import { countWaiting } from "./waiting.ts";

ownDatabase();

const none = { count: 0, amountRupiah: 0 };
const bank = { bankName: "BCA", bankAccountNo: "123456", bankAccountName: "Ana" };

it("nothing waits in an empty marketplace", async () => {
  expect(await countWaiting()).toEqual({
    proofs: none,
    disputes: none,
    refunds: none,
    refundsWithoutAccount: none,
    payouts: none,
    transfers: none,
    statementLines: none,
    applications: 0,
    deadMails: 0,
  });
});

it("each thing that waits for an admin is counted with its money, and nothing else is", async () => {
  const trip = await givenTrip({ status: "COMPLETED" });
  const proof = await givenBooking({ trip, status: "PENDING_PAYMENT", proofPath: "bukti.webp" });
  await givenBooking({ trip, status: "PENDING_PAYMENT" });
  const { booking } = await givenBooking({ trip });
  await givenRefund(booking, { amount: 100_000 });
  await givenRefund(booking, { status: "APPROVED", amount: 70_000, ...bank });
  await givenRefund(booking, { status: "APPROVED", amount: 20_000 });
  await givenRefund(booking, { status: "REJECTED" });
  const due = await givenBooking({ trip, payout: { status: "RELEASED", releasedAt: madeAt } });
  const back = { heldBackAt: madeAt, holdReason: "Ada laporan" };
  await givenBooking({ trip, payout: { status: "RELEASED", releasedAt: madeAt, ...back } });
  const sent = await givenBooking({ trip, payout: { status: "RELEASED", releasedAt: madeAt } });
  const sari = await givenUser({ name: "Sari", role: "ADMIN" });
  await prepared({ payoutIds: [sent.payout!.id] }, { sari, now: madeAt });
  await givenOrganizer({ user: await givenUser({ name: "Hugo" }), status: "PENDING" });
  await givenOrganizer({ user: await givenUser({ name: "Eve", suspendedAt: madeAt }), status: "PENDING" });

  await givenLine();
  await givenLine({ amount: -2_500, description: "BIAYA" });
  await givenLine({ kind: "FEE", description: "BIAYA LAIN" });

  expect(await countWaiting()).toEqual({
    proofs: { count: 1, amountRupiah: proof.payment.amount },
    disputes: { count: 1, amountRupiah: 100_000 },
    refunds: { count: 1, amountRupiah: 70_000 },
    refundsWithoutAccount: { count: 1, amountRupiah: 20_000 },
    payouts: { count: 1, amountRupiah: due.payout!.amount },
    transfers: { count: 1, amountRupiah: sent.payout!.amount },
    statementLines: { count: 2, amountRupiah: 302_500 },
    applications: 1,
    deadMails: 0,
  });
});
