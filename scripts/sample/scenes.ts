import { recordAction } from "#domain/audit/record.ts";
import { tripStart } from "#domain/trips/rules.ts";
import { accepts, asks, joins } from "./market/bookings.ts";
import type { Market, Outing } from "./market/market.ts";
import { dayMs, hourMs } from "./nights.ts";
import { plan, someone, visits } from "./visits.ts";

/** Plans what keeps an admin busy: proofs to look at, seats nobody has paid yet, promised money, complaints, mails. */
export function scenes(market: Market, outings: readonly Outing[]): void {
  for (const visit of visits.queues) plan(market, outings, visit);
  fullTrips(market, outings);
  for (const visit of visits.faults) plan(market, outings, visit);
  runsByHand(market);
}

const hoursBefore = (now: Date, hours: number) => new Date(now.getTime() - Math.round(hours * hourMs));

/** Who takes the last seats; on one trip after somebody let them lapse, whose money arrives when it is too late. */
function fullTrips(market: Market, outings: readonly Outing[]): void {
  const { now } = market.nights;
  const { random } = market;
  for (const [place, outing] of outings.filter(({ kind }) => kind === "full").entries()) {
    const isLate = place === 3;
    const late = isLate ? asks(market, outing, someone(market, outing), { at: hoursBefore(now, 24 * 6) }) : undefined;
    const closes = tripStart(outing).getTime() - random.between(30, 60) * hourMs;
    const at = isLate
      ? hoursBefore(now, 100).getTime()
      : Math.min(closes, hoursBefore(now, random.between(31, 60)).getTime());
    joins(market, outing, someone(market, outing), { at: new Date(at), latest: now });
    if (late) accepts(market, late, hoursBefore(now, 70));
  }
}

/** Sari tried the button once. */
function runsByHand({ timeline, watch, people, nights }: Market): void {
  const name = "auto-complete-trips";
  timeline.at(new Date(nights.now.getTime() - 6.31 * dayMs), `Sari runs ${name}`, async (now) => {
    const actor = { type: "ADMIN", id: people.sari.id } as const;
    const row = { actor, action: "job.run-now", entity: "CronJob", entityId: name, before: null, after: null } as const;
    await recordAction(row, { now });
    await watch.runNow(name, people.sari.email, now);
  });
}
