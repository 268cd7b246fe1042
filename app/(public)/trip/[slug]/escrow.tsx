import { policy } from "#domain/policy.ts";
import { lastDay } from "#domain/trips/rules.ts";
import { day, type Locale } from "#texts/format.ts";
import { textsFor } from "#texts/index.ts";
import { classes } from "#ui/classes.ts";
import { Banknote, HandCoins, type Icon, MessageSquareWarning, PiggyBank } from "#ui/icons.tsx";

const icons: Icon[] = [Banknote, PiggyBank, MessageSquareWarning, HandCoins];

type EscrowProps = { trip: { date: string; endDate: string | null }; heldUntil: string; locale: Locale };

/** What happens to the money until the trip is over, in four steps with this trip's own days. */
export function Escrow({ trip, heldUntil, locale }: EscrowProps) {
  const steps = textsFor(locale).trips.escrow.steps({
    hours: policy.paymentDeadlineMs / 3_600_000,
    lastDay: day(lastDay(trip), locale),
    until: heldUntil,
  });
  return (
    <ol className="grid gap-y-6 sm:grid-cols-2 sm:gap-x-6 xl:grid-cols-4">
      {steps.map(({ title, detail }, at) => {
        const Icon = icons[at] ?? Banknote;
        const last = at === steps.length - 1;
        return (
          <li key={title} className="relative flex gap-4 xl:block">
            {!last && (
              <span
                aria-hidden="true"
                className="absolute top-12 bottom-[-1.5rem] left-[21px] w-0.5 bg-line sm:hidden xl:top-[21px] xl:right-[-1.5rem] xl:bottom-auto xl:left-11 xl:block xl:h-0.5 xl:w-auto"
              />
            )}
            <span
              className={classes(
                "relative grid size-11 shrink-0 place-items-center rounded-full",
                last ? "bg-sea text-on-sea" : "bg-sea-tint text-sea-strong",
              )}
            >
              <Icon aria-hidden="true" className="size-5" />
            </span>
            <div className="min-w-0 xl:mt-3">
              <p className="font-bold">
                <span className="sr-only">{at + 1}. </span>
                {title}
              </p>
              <p className="mt-1 text-[15px] text-ink-soft">{detail}</p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
