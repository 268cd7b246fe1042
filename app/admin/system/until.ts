import { addDays, startOfWibDay, wibDay } from "#domain/calendar.ts";

/** How long something may rest, in the order in which it is offered. `open` has no end. */
export const untilChoices = ["1h", "4h", "24h", "morning", "open"] as const;
export type UntilChoice = (typeof untilChoices)[number];

/** Whether a form asks for one of these: what it leaves out or makes up means nothing, least of all "for ever". */
export function isUntilChoice(value: unknown): value is UntilChoice {
  return untilChoices.includes(value as UntilChoice);
}

const hourMs = 3_600_000;

/** Work begins then, in WIB. */
const morningMs = 8 * hourMs;

/** The moment that a choice means now; nothing for one without an end, or for what is no choice. `morning` is the next 08.00 WIB. */
export function untilOf(choice: unknown, now: Date): Date | undefined {
  switch (choice) {
    case "1h":
    case "4h":
    case "24h":
      return new Date(now.getTime() + hoursOf(choice) * hourMs);
    case "morning": {
      const today = wibDay(now);
      const morning = (day: string) => new Date(startOfWibDay(day).getTime() + morningMs);
      return morning(today) > now ? morning(today) : morning(addDays(today, 1));
    }
    default:
      return undefined;
  }
}

/** How many hours a choice of hours is. */
export function hoursOf(choice: Exclude<UntilChoice, "morning" | "open">): number {
  return Number.parseInt(choice, 10);
}
