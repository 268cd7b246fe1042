import type { LastTrigger } from "ronda/types";
import { expect, it } from "vitest";
import { schedulerFacts } from "./scheduler.ts";

const at = (hour: number) => new Date(Date.UTC(2026, 4, 10, hour));
const job = (name: string, lastTrigger: Partial<LastTrigger> | null, schedule: string | null = "0 18 * * *") => ({
  name,
  schedule,
  lastTrigger: lastTrigger as LastTrigger | null,
});

it("tells where triggers come from, since when, and which jobs use the old secret or have no trigger", () => {
  const facts = schedulerFacts([
    job("mails", { at: at(3), source: "curl", sourceSince: at(1), secret: "current" }),
    job("trips", { at: at(2), source: "curl", sourceSince: at(0), secret: "previous" }),
    job("prune", { at: at(9), source: "scheduler", sourceSince: at(5), secret: null }),
    job("books", null),
    job("by-hand", null, null),
  ]);
  expect(facts.sources).toEqual([
    { source: "curl", jobs: 2, since: at(0), last: { at: at(3), job: "mails" } },
    { source: "scheduler", jobs: 1, since: at(5), last: { at: at(9), job: "prune" } },
  ]);
  expect(facts.previousSecret).toEqual(["trips"]);
  expect(facts.untriggered).toEqual(["books"]);
});
