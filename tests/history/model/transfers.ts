import {
  type Booking,
  type Item,
  leaderOf,
  mail,
  type Payout,
  type Refund,
  type Transfer,
  those,
  type Verdict,
  type World,
} from "./world.ts";

/** Money that leaves the account, and comes back: prepared once, then exactly that. */

/** A payout or refund as the admin saw it. */
export type Chosen = { booking: Booking; of: Item["of"]; amount: number };

/** The prepared transfer that a payout or refund stands in. */
export const frozenIn = (world: World, row: Payout | Refund): Transfer | undefined =>
  [...world.transfers.values()].find(
    ({ status, items }) => status === "PREPARED" && items.some(({ of }) => of.payout === row || of.refund === row),
  );

/** Where money for it goes. */
export const accountFor = (world: World, { booking, of }: Pick<Item, "booking" | "of">): string | null =>
  (of.payout ? world.accounts.get(leaderOf(world, booking.trip)) : of.refund!.account) ?? null;

/** All that was ticked is frozen, or nothing. */
export function prepares(world: World, kind: Transfer["kind"], chosen: Chosen[]): Verdict<[id: string]> {
  const isDue = ({ of: { payout, refund } }: Chosen) =>
    kind === "PAYOUT" ? payout?.status === "RELEASED" && !payout.heldBack : refund?.status === "APPROVED";
  return {
    reasons: those({
      "in-transfer": chosen.some(({ of }) => frozenIn(world, of.payout ?? of.refund!) !== undefined),
      changed: chosen.some((one) => !isDue(one) || (one.of.payout ?? one.of.refund!).amount !== one.amount),
      "no-account": chosen.some((one) => accountFor(world, one) === null),
    }),
    apply(id) {
      const items = chosen.map((one) => ({
        ...{ booking: one.booking, of: one.of, amount: one.amount },
        ...{ account: accountFor(world, one)!, outcome: null },
      }));
      world.transfers.set(id, { kind, status: "PREPARED", ref: null, items });
    },
  };
}

/** Exactly what is not left out is paid. */
export function confirms(world: World, transfer: Transfer, { left, ref }: { left: Item[]; ref: string }): Verdict {
  const paid = transfer.items.filter((item) => !left.includes(item));
  const isUsed = [...world.transfers.values()].some((other) => other.status === "CONFIRMED" && other.ref === ref);
  return {
    reasons: those({
      status: transfer.status !== "PREPARED",
      "nothing-left": paid.length === 0,
      "reference-used": isUsed,
    }),
    apply() {
      Object.assign(transfer, { status: "CONFIRMED", ref });
      for (const item of paid) {
        item.outcome = "PAID";
        (item.of.payout ?? item.of.refund!).status = "PAID";
        world.bank -= item.amount;
        if (item.of.refund) {
          item.of.refund.account = item.account;
          mail(world, "refund-paid", item.booking.userId);
        }
      }
      tellOrganizers(world, "payout-paid", paid);
      takeBack(world, left);
    },
  };
}

/** It was not made. */
export function undoes(world: World, transfer: Transfer): Verdict {
  return {
    reasons: those({ status: transfer.status !== "PREPARED" }),
    apply() {
      transfer.status = "UNDONE";
      takeBack(world, transfer.items);
    },
  };
}

/** The bank returned some of it. */
export function bounces(world: World, transfer: Transfer, items: Item[]): Verdict {
  return {
    reasons: those({
      status: transfer.status !== "CONFIRMED",
      "not-paid": items.some(({ outcome }) => outcome !== "PAID"),
    }),
    apply() {
      for (const item of items) {
        const { booking, of } = item;
        item.outcome = "BOUNCED";
        world.bank += item.amount;
        if (of.payout)
          Object.assign(of.payout, { status: "RELEASED", heldBack: of.payout.heldBack || isSuspended(world, booking) });
        else {
          const own = world.accounts.get(booking.userId) ?? null;
          Object.assign(of.refund, { status: "APPROVED", account: own === of.refund.account ? null : own });
          mail(world, "refund-approved", booking.userId);
        }
      }
      tellOrganizers(world, "payout-bounced", items);
    },
  };
}

/** Nothing is released or transferred of it. */
export function holdsBack(world: World, payout: Payout): Verdict {
  return {
    reasons: those({
      already: payout.heldBack,
      status: payout.status !== "HELD" && payout.status !== "RELEASED",
      "in-transfer": frozenIn(world, payout) !== undefined,
    }),
    apply() {
      payout.heldBack = true;
    },
  };
}

/** And it goes on. */
export function resumes(payout: Payout): Verdict {
  return {
    reasons: those({ already: !payout.heldBack }),
    apply() {
      payout.heldBack = false;
    },
  };
}

/** Whoever was suspended is paid nothing that is not on its way already. */
export function holdBackAll(world: World, organizerId: string): void {
  for (const { trip, payout } of world.bookings.values()) {
    const isOpen = payout?.status === "HELD" || payout?.status === "RELEASED";
    if (trip.organizerId === organizerId && payout && isOpen && !frozenIn(world, payout)) payout.heldBack = true;
  }
}

/** Whether who leads its trip is suspended. */
export const isSuspended = (world: World, { trip }: Booking): boolean =>
  world.organizers.get(trip.organizerId)!.status === "SUSPENDED";

function takeBack(world: World, items: Item[]): void {
  for (const item of items) {
    item.outcome = "LEFT_OUT";
    const { booking, of } = item;
    if (of.refund) of.refund.account = world.accounts.get(booking.userId) ?? null;
    else of.payout.heldBack ||= isSuspended(world, booking);
  }
}

function tellOrganizers(world: World, template: string, items: Item[]): void {
  const leaders = items.filter(({ of }) => of.payout).map(({ booking }) => leaderOf(world, booking.trip));
  for (const userId of new Set(leaders)) mail(world, template, userId);
}
