import { recordAction } from "#domain/audit/record.ts";
import { tripStart } from "#domain/trips/rules.ts";
import { anaTravels } from "./ana.ts";
import { complaints } from "./complaints.ts";
import { accepts, asks, cancels, joins, rejects, sendsProof } from "./market/bookings.ts";
import type { Market, Outing } from "./market/market.ts";
import { dayMs, hourMs, minuteMs, slotBefore } from "./nights.ts";
import type { StoryContext } from "./story-context.ts";

/** Plans what keeps an admin busy: proofs to look at, seats nobody has paid yet, promised money, complaints, mails. */
export function scenes(market: Market, outings: readonly Outing[]): void {
  const { random, people, nights } = market;
  const context: StoryContext = {
    market,
    of: (kind) => outings.filter((outing) => outing.kind === kind),
    ago: (hours) => new Date(nights.now.getTime() - Math.round(hours * hourMs)),
    someone: ({ seats }, which = () => true) =>
      random.pick(people.travellers.filter((one) => which(one) && seats.every(({ person }) => person !== one))),
  };
  anaTravels(context);
  proofsWait(context);
  seatsWait(context);
  moneyWaits(context);
  fullTrips(context);
  complaints(context);
  mailsGoWrong(context);
  justNow(context);
  runsByHand(context);
}

/** Five proofs to look at, three of them for longer than they should; one more on a trip that is over; one refused. */
function proofsWait({ market, of, ago, someone }: StoryContext): void {
  const open = of("open");
  for (const [place, hours] of [29, 33, 41, 3, 8].entries()) {
    const outing = open[place + 4]!;
    sendsProof(market, asks(market, outing, someone(outing), { pax: 2, at: ago(hours) }), ago(hours * 0.9));
  }
  const over = of("due")[1]!;
  const before = (hours: number) => new Date(tripStart(over).getTime() - hours * hourMs);
  sendsProof(market, asks(market, over, someone(over), { at: before(44), lost: true }), before(30));
  const refused = asks(market, open[8]!, someone(open[8]!), { at: ago(27) });
  sendsProof(market, refused, ago(26));
  rejects(market, refused, ago(25));
}

/** Seats whose deadline is still to come, and one that nobody paid before a trip that is over. */
function seatsWait({ market, of, ago, someone }: StoryContext): void {
  const open = of("open");
  for (const [place, hours] of [1.5, 6, 13, 20].entries()) {
    const person = someone(open[place + 9]!);
    asks(market, open[place + 9]!, person, { pax: 2, at: ago(hours) });
    if (hours > 10) market.mailFaults.mistyped.push({ email: person.email, from: ago(48) });
  }
  const over = of("due")[0]!;
  asks(market, over, someone(over), { at: new Date(tripStart(over).getTime() - 40 * hourMs), lost: true });
}

/** Refunds that nobody can transfer, because their participants have not said where to; and one for too large a transfer. */
function moneyWaits({ market, of, ago, someone }: StoryContext): void {
  for (const [place, days] of [8.4, 9.7].entries()) {
    const outing = of("open")[place + 14]!;
    const seat = asks(
      market,
      outing,
      someone(outing, ({ saysAccount }) => !saysAccount),
      { at: ago((days + 3) * 24) },
    );
    seat.person.saysAccount = true;
    accepts(market, seat, ago((days + 2.6) * 24));
    cancels(market, seat, ago(days * 24));
  }
  const generous = of("open")[12]!;
  accepts(market, asks(market, generous, someone(generous), { at: ago(52) }), ago(45), 50_000);
}

/** Who takes the last seats; on one trip after somebody let them lapse, whose money arrives when it is too late. */
function fullTrips({ market, of, ago, someone }: StoryContext): void {
  const { nights, random } = market;
  for (const [place, outing] of of("full").entries()) {
    const isLate = place === 3;
    const late = isLate ? asks(market, outing, someone(outing), { at: ago(24 * 6) }) : undefined;
    const closes = tripStart(outing).getTime() - random.between(30, 60) * hourMs;
    const lastSeatAt = isLate ? ago(100) : new Date(Math.min(closes, ago(random.between(31, 60)).getTime()));
    joins(market, outing, someone(outing), { at: lastSeatAt, latest: nights.now });
    if (late) accepts(market, late, ago(70));
  }
}

/**
 * Mails that do not arrive: three calls that get no answer, tried once, twice and four times; a mail that cron's silence kept
 * until it was of no use; and those that wait while the provider refuses the sender.
 */
function mailsGoWrong({ market, of, someone }: StoryContext): void {
  const { nights, mailFaults } = market;
  const lastSlot = slotBefore(nights.now).getTime();
  for (const [place, minutesBefore] of [2, 12, 150].entries()) {
    const outing = of("open")[place + 5]!;
    const person = someone(outing);
    const at = new Date(lastSlot - minutesBefore * minuteMs);
    mailFaults.unanswered.push({ email: person.email, from: at });
    asks(market, outing, person, { at });
  }
  const leaving = of("underway")[0]!;
  asks(market, leaving, someone(leaving), { at: new Date(nights.gap.from.getTime() + 4 * minuteMs) });
  const early = of("open")[10]!;
  asks(market, early, someone(early), { at: new Date(mailFaults.refused.from.getTime() - minuteMs) });
}

/** What happened in the last minutes, so that its mails still wait in the queue. */
function justNow({ market, of, ago, someone }: StoryContext): void {
  const { now } = market.nights;
  const sinceSlotMs = now.getTime() - slotBefore(now).getTime();
  const at = (part: number) => new Date(now.getTime() - Math.round(sinceSlotMs * part));
  const outing = of("open")[13]!;
  for (const part of [0.8, 0.5, 0.2]) asks(market, outing, someone(outing), { at: at(part) });
  for (const part of [0.7, 0.4]) accepts(market, asks(market, outing, someone(outing), { at: ago(5) }), at(part));
}

/** Sari tried the button once. */
function runsByHand({ market, ago }: StoryContext): void {
  const { timeline, watch, people } = market;
  const name = "auto-complete-trips";
  timeline.at(ago((6.31 * dayMs) / hourMs), `Sari runs ${name}`, async (now) => {
    const actor = { type: "ADMIN", id: people.sari.id } as const;
    const row = { actor, action: "job.run-now", entity: "CronJob", entityId: name, before: null, after: null } as const;
    await recordAction(row, { now });
    await watch.runNow(name, people.sari.email, now);
  });
}
