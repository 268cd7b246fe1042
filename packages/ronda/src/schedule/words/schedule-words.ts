/**
 * How one language says schedules. A language is one file beside this one and one line in `index.ts`; numbers, names of
 * weekdays and months, and lists come from `Intl`.
 */
export type ScheduleWords = {
  /** The tag by which `Intl` writes dates and lists. */
  tag: string;
  everyMinute: string;
  everyMinutes: (minutes: number) => string;
  everyHour: string;
  /** Every hour, at that minute of it. */
  hourlyAt: (minute: number) => string;
  everyDay: string;
  mondayToFriday: string;
  /** On weekdays or a date that are named: "every Monday and Thursday", "every 17 August". */
  every: (names: string) => string;
  /** On these days of every month. `list` puts words into one list. */
  daysOfMonth: (days: number[], list: (words: string[]) => string) => string;
  /** Days, times of day and the zone in one phrase. */
  daily: (days: string, times: string, zone: string) => string;
  /** A time of day, from two digits each. */
  clock: (hour: string, minute: string) => string;
  /** What cronstrue says of a schedule that has no words here: its locale, loaded by this file. */
  cronstrue: string;
  /** The head of the table of jobs: number, URL, schedule, how often, what it does. */
  table: readonly [string, string, string, string, string];
  /** The head of the table of responses: job, nothing to do, work done. */
  results: readonly [string, string, string];
  /** The head of the table of watches: name, what it looks for. */
  watches: readonly [string, string];
};
