import { and, eq } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { holdBackPayout, resumePayout } from "#domain/bookings/payouts/hold-back.ts";
import { recallPayout } from "#domain/bookings/payouts/recall.ts";
import { transferItems } from "#domain/bookings/schema/transfers.ts";
import { wibDay } from "#domain/calendar.ts";
import { bounceItems } from "#domain/transfers/bounce.ts";
import { confirmTransfer } from "#domain/transfers/confirm.ts";
import { prepareTransfer } from "#domain/transfers/prepare.ts";
import { undoTransfer } from "#domain/transfers/undo.ts";
import * as admins from "#tests/history/model/admins.ts";
import * as model from "#tests/history/model/transfers.ts";
import type { Booking, Item, Payout, Transfer } from "#tests/history/model/world.ts";
import { sameAnswer } from "#tests/history/results.ts";
import { oneOf, type Step, type Steps, type Walk } from "#tests/history/step.ts";

const idOf = ({ snapshot }: Walk, { booking, of }: Pick<Item, "booking" | "of">): string =>
  of.payout
    ? snapshot.payoutOf.get(booking.id)!
    : snapshot.refundsOf.get(booking.id)![booking.refunds.indexOf(of.refund!)]!;

const chosenOf = (booking: Booking, of: Item["of"]): model.Chosen => ({
  booking,
  of,
  amount: (of.payout ?? of.refund!).amount,
});

/** Everything that waits, sometimes with one that does not, or of another amount than it is. */
const prepares: Step = async (walk) => {
  const { world, random, sari, now } = walk;
  const kind = random.chance(0.6) ? ("PAYOUT" as const) : ("REFUND" as const);
  const all = [...world.bookings.values()].flatMap((booking): model.Chosen[] =>
    kind === "PAYOUT"
      ? booking.payout
        ? [chosenOf(booking, { payout: booking.payout })]
        : []
      : booking.refunds.map((refund) => chosenOf(booking, { refund })),
  );
  const due = all.filter((one) => model.prepares(world, kind, [one]).reasons.length === 0);
  const chosen = due.filter(() => random.chance(0.8));
  if ((random.chance(0.2) || chosen.length === 0) && all.length > 0) {
    const other = random.pick(all);
    if (!chosen.includes(other)) chosen.push(other);
  }
  if (chosen.length === 0) return false;
  if (random.chance(0.1)) chosen[0] = { ...chosen[0]!, amount: chosen[0]!.amount + 1 };
  const expected = model.prepares(world, kind, chosen);
  const rows = chosen.map((one) => ({ id: idOf(walk, one), amountRupiah: one.amount }));
  const answer = await prepareTransfer({ kind, accountKey: "bca", rows, adminId: sari.id, now: now() });
  if (answer.ok) expected.apply(answer.transferId);
  return sameAnswer(answer, expected.reasons);
};

const withTransfer =
  (status: Transfer["status"], step: (walk: Walk, transferId: string, transfer: Transfer) => Promise<boolean>): Step =>
  async (walk) => {
    const all = [...walk.world.transfers].slice(-12);
    const found = oneOf(walk.random, all, ([, transfer]) => transfer.status === status);
    return found ? step(walk, ...found) : false;
  };

async function itemId(walk: Walk, transferId: string, item: Item): Promise<string> {
  const column = item.of.payout ? transferItems.payoutId : transferItems.refundId;
  const [row] = await db()
    .select({ id: transferItems.id })
    .from(transferItems)
    .where(and(eq(transferItems.transferId, transferId), eq(column, idOf(walk, item))));
  return row!.id;
}

const confirms = withTransfer("PREPARED", async (walk, transferId, transfer) => {
  const { world, random, sari, now } = walk;
  const left = transfer.items.filter(() => random.chance(0.15));
  const ref = random.chance(0.1) ? "TRF 1" : `TRF ${transferId}`;
  const expected = model.confirms(world, transfer, { left, ref });
  const leftOut: string[] = [];
  for (const item of left) leftOut.push(await itemId(walk, transferId, item));
  const confirmation = { transferId, transferRef: ref, bookedOn: wibDay(now()), leftOut, adminId: sari.id };
  const answer = await confirmTransfer({ ...confirmation, now: now() });
  if (answer.ok) expected.apply();
  return sameAnswer(answer, expected.reasons);
});

const undoes = withTransfer("PREPARED", async ({ world, sari, now }, transferId, transfer) => {
  const expected = model.undoes(world, transfer);
  const answer = await undoTransfer({ transferId, adminId: sari.id, now: now() });
  if (answer.ok) expected.apply();
  return sameAnswer(answer, expected.reasons);
});

const bounces = withTransfer("CONFIRMED", async (walk, transferId, transfer) => {
  const { world, random, sari, now } = walk;
  const first = oneOf(random, transfer.items, ({ outcome }) => outcome === "PAID")!;
  const items = transfer.items.filter((item) => item === first || random.chance(0.2));
  const expected = model.bounces(world, transfer, items);
  const itemIds: string[] = [];
  for (const item of items) itemIds.push(await itemId(walk, transferId, item));
  const answer = await bounceItems({ transferId, itemIds, adminId: sari.id, now: now() });
  if (answer.ok) expected.apply();
  return sameAnswer(answer, expected.reasons);
});

const withPayout =
  (
    suits: (payout: Payout) => boolean,
    step: (walk: Walk, payoutId: string, booking: Booking) => Promise<boolean>,
  ): Step =>
  async (walk) => {
    const paid = [...walk.world.bookings.values()].filter(({ payout }) => payout);
    const booking = oneOf(walk.random, paid.slice(-24), ({ payout }) => suits(payout!));
    return booking ? step(walk, walk.snapshot.payoutOf.get(booking.id)!, booking) : false;
  };

const holdsBack = withPayout(
  ({ status, heldBack }) => status === "RELEASED" && !heldBack,
  async ({ world, sari, now }, payoutId, { payout }) => {
    const expected = model.holdsBack(world, payout!);
    const answer = await holdBackPayout({ payoutId, reason: "Ada laporan", adminId: sari.id, now: now() });
    if (answer.ok) expected.apply();
    return sameAnswer(answer, expected.reasons);
  },
);

const resumes = withPayout(
  ({ heldBack }) => heldBack,
  async ({ sari, now }, payoutId, { payout }) => {
    const expected = model.resumes(payout!);
    const answer = await resumePayout({ payoutId, adminId: sari.id, now: now() });
    if (answer.ok) expected.apply();
    return sameAnswer(answer, expected.reasons);
  },
);

const recalls = withPayout(
  ({ status }) => status === "RELEASED",
  async ({ world, sari, now }, payoutId, booking) => {
    const expected = admins.recalls(world, booking);
    const answer = await recallPayout({ payoutId, adminId: sari.id, now: now() });
    if (answer.ok) expected.apply();
    return sameAnswer(answer, expected.reasons);
  },
);

/** What Sari does with money that leaves. */
export const transferSteps: Steps = {
  prepares: [6, prepares],
  confirms: [5, confirms],
  undoes: [1, undoes],
  bounces: [2, bounces],
  holdsBack: [0.7, holdsBack],
  resumes: [1, resumes],
  recalls: [1.5, recalls],
};
