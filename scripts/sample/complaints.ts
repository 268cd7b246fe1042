import { addDays, startOfUtcDay } from "#domain/calendar.ts";
import type { Outing, Seat } from "./market/market.ts";
import { decides, paysRefunds, reports, savesAccount } from "./market/refunds.ts";
import { hourMs } from "./nights.ts";
import type { StoryContext } from "./story-context.ts";

/** Plans one complaint that waits for an answer, one that was right and one that was not. */
export function complaints({ market, of }: StoryContext): void {
  const { ana } = market.people;
  const complaint = (outing: Outing, amountRupiah: number, note: string) => {
    const day = startOfUtcDay(addDays(outing.lastDay, 1)).getTime() + 5 * hourMs;
    const after = (hours: number) => new Date(day + hours * hourMs);
    const seat = outing.seats.find((one) => one.acceptedAt && !one.cancelledAt && one.person !== ana) as Seat;
    reports(market, seat, { amountRupiah, note, at: after(0) });
    return { seat, after };
  };
  complaint(of("holding")[0]!, 150_000, "Penginapan diganti tanpa kabar, kamar tanpa air panas.");

  const right = complaint(of("paid")[0]!, 100_000, "Sarapan hari kedua tidak ada.");
  const benar = "Penyelenggara membenarkan. Sebagian dikembalikan.";
  decides(market, right.seat, { approved: true, explanation: benar, at: right.after(20) });
  savesAccount(market, right.seat.person, right.after(30));
  paysRefunds(market, () => [right.seat], right.after(70));

  const wrong = complaint(of("paid")[2]!, 200_000, "Cuaca berkabut, tidak melihat matahari terbit.");
  const alam = "Cuaca di luar kuasa penyelenggara, dan itu tertulis di halaman trip.";
  decides(market, wrong.seat, { approved: false, explanation: alam, at: wrong.after(18) });
}
