/** Something that somebody does at its moment. */
export type Action = (now: Date) => Promise<void>;

/** What is going to happen. Actions may plan others, of their own moment or later. */
export type Timeline = {
  /** Plans an action; `what` says it in words. Of two at the same moment, the one planned first comes first. */
  at: (moment: Date, what: string, action: Action) => void;
  /** Lets everything happen up to `until`, one action after the other. */
  live: (until: Date) => Promise<void>;
  /** What is planned and has not happened, in its order. */
  planned: () => { at: Date; what: string }[];
};

type Planned = { at: Date; what: string; action: Action };

/** Starts an empty one. An action that fails ends it, with what it was and when. */
export function createTimeline(): Timeline {
  const plan: Planned[] = [];
  const byMoment = (one: Planned, other: Planned) => one.at.getTime() - other.at.getTime();
  let sorted = true;
  const sort = () => {
    // Sorting is stable, and nearly all of it is in order already.
    if (!sorted) plan.sort(byMoment);
    sorted = true;
  };
  return {
    at(moment, what, action) {
      plan.push({ at: new Date(Math.round(moment.getTime())), what, action });
      sorted = false;
    },
    async live(until) {
      for (sort(); plan[0] && plan[0].at <= until; sort()) {
        const { at, what, action } = plan.shift()!;
        try {
          await action(at);
        } catch (cause) {
          throw new Error(`The sample's story does not work out at ${at.toISOString()}: ${what}`, { cause });
        }
      }
    },
    planned() {
      sort();
      return plan.map(({ at, what }) => ({ at, what }));
    },
  };
}
