import { policy } from "#domain/policy.ts";

/** Puts a number into the policy that all of the domain reads; whoever calls this puts it back. */
export function change(path: string, value: number): void {
  const names = path.split(".");
  const holder = names.slice(0, -1).reduce((at, name) => at[name] as never, policy as never as Record<string, never>);
  (holder as Record<string, number>)[names.at(-1)!] = value;
}

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
