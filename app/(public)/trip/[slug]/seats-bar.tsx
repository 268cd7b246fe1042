import type { PublicTrip } from "#domain/departures/public.ts";
import type { Texts } from "#texts/index.ts";

type BarProps = { trip: Pick<PublicTrip, "seatsTaken" | "quota" | "minPax">; texts: Texts["trips"]["quota"] };

/** How full the trip is, with a mark at the number of people from which it leaves. */
export function SeatsBar({ trip, texts }: BarProps) {
  const { seatsTaken, quota, minPax } = trip;
  const percent = (people: number) => `${Math.min(100, (people / quota) * 100)}%`;
  const taken = texts.taken(seatsTaken, quota);
  return (
    <div className="text-[15px]">
      <p className="font-semibold tabular-nums">{taken}</p>
      <div className="relative my-2 h-2.5" aria-hidden="true">
        <div className="h-full overflow-hidden rounded-full bg-sand">
          <div className="h-full rounded-full bg-sea" style={{ width: percent(seatsTaken) }} />
        </div>
        {minPax !== null && minPax < quota && (
          <span className="absolute -inset-y-1 w-0.5 bg-ink" style={{ left: percent(minPax) }} />
        )}
      </div>
      <p className="text-ink-soft">
        {minPax === null ? texts.always : texts.goes(minPax, Math.max(0, minPax - seatsTaken))}
      </p>
    </div>
  );
}
