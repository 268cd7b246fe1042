/** Runs what depends on one number of the policy, while the policy has `value` there, and fails where it does not follow. */
type Scenario = (value: number, path: string) => void | Promise<void>;

/** The scenarios of several numbers, by their paths. A path that ends with `*` stands for all numbers below it. */
export type Scenarios = Record<string, Scenario>;

export const hour = 3_600_000;
export const day = 24 * hour;

/** A moment of every scenario; trips of `givenTrip` begin nine days later. */
export const now = new Date("2026-05-01T03:00:00Z");
export const later = (ms: number): Date => new Date(now.getTime() + ms);
export const ago = (ms: number): Date => later(-ms);
