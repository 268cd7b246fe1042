import { accepts, asks, cancels, sendsProof } from "./market/bookings.ts";
import type { Outing } from "./market/market.ts";
import { recalls } from "./market/trips.ts";
import { hourMs } from "./nights.ts";
import type { StoryContext } from "./story-context.ts";

/** Plans Ana's bookings: one in every state that a participant can see. She has not said where she wants her money. */
export function anaTravels({ market, of, ago }: StoryContext): void {
  const { ana } = market.people;
  const open = of("open");
  const books = (outing: Outing, at: Date, pax = 1) => asks(market, outing, ana, { pax, at });
  const joined = (outing: Outing, hoursAfter: number) => {
    const after = (hours: number) => new Date(outing.publishedAt.getTime() + hours * hourMs);
    const seat = books(outing, after(hoursAfter));
    accepts(market, seat, after(hoursAfter + 7));
    return seat;
  };

  // Paid and to come; to be paid; the proof with Sari.
  const coming = books(open[11]!, ago(50), 2);
  sendsProof(market, coming, ago(49));
  accepts(market, coming, ago(44));
  books(open[7]!, ago(4));
  sendsProof(market, books(open[8]!, ago(5)), ago(4.5));

  // Over and paid out; over, with time to report a problem; over since yesterday; off, with all of her money owed.
  joined(of("paid")[0]!, 20);
  recalls(market, joined(of("released")[0]!, 30), ago(5));
  joined(of("due")[0]!, 20);
  joined(of("closed")[0]!, 40);

  // Given back in time; forgotten.
  cancels(market, books(open[9]!, ago(6 * 24)), ago(6 * 24 - 3));
  books(open[10]!, ago(9 * 24));
}
