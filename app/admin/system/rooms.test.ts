import type { JobOverview } from "ronda";
import { expect, it } from "vitest";
import { jobs } from "#jobs/index.ts";
import { watches } from "#watches/index.ts";
import { pausedBeside } from "./rooms.ts";

const paused = { since: new Date(0), until: null, by: "sari", reason: "the store is being moved" };
const overview = (...names: string[]) =>
  jobs.map(({ name }) => ({ name, paused: names.includes(name) ? paused : null }) as JobOverview);

it("who works on the same things as a paused job is told of the pause, nobody else, nor the job itself", () => {
  const told = [...jobs, ...watches]
    .map(({ name }) => name)
    .filter((name) => pausedBeside(name, overview("check-stored-files")).length > 0);
  expect(told).toEqual(["cleanup-trip-images", "prune", "backup", "photos-missing", "papers-missing"].sort(byRegistry));
  expect(pausedBeside("check-stored-files", overview("check-stored-files"))).toEqual([]);
  expect(pausedBeside("cleanup-trip-images", overview("trip-reminders"))).toEqual([]);
});

const order = [...jobs, ...watches].map(({ name }) => name);
const byRegistry = (one: string, other: string) => order.indexOf(one) - order.indexOf(other);
