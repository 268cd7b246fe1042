import { expect, it } from "vitest";
import { ownDatabase } from "#tests/database.ts";
import { type Tally, walk } from "./run.ts";
import { steps } from "./steps.ts";

ownDatabase();

/** `HISTORIES=100 HISTORY_STEPS=2000 npx vitest run --project unit tests/history` walks more and further. */
const { HISTORIES = "4", HISTORY_STEPS = "600", HISTORY_SEED } = process.env;
const seeds = HISTORY_SEED ? [Number(HISTORY_SEED)] : Array.from({ length: Number(HISTORIES) }, (_, at) => at + 1);

const tally: Tally = new Map();

it.each(seeds)(
  "whatever people do, in whatever order, it is what the rules say, the books balance and each change is written down (history %i)",
  { timeout: 3_600_000 },
  async (seed) => walk(seed, Number(HISTORY_STEPS), tally),
);

it.skipIf(HISTORY_SEED)(
  "and in these histories everything that people can do was done, and was refused as well",
  () => {
    const done = [...tally].filter(([, { accepted }]) => accepted > 0).map(([name]) => name);
    // A short walk may not meet the two rarest; HISTORIES=20 has to meet all.
    const mayMiss = Number(HISTORIES) < 20 ? 2 : 0;
    const missed = Object.keys(steps).filter((name) => !done.includes(name));
    expect(missed.slice(mayMiss), `never done: ${missed}`).toEqual([]);
    const neverRefused = [...tally].filter(([, { tried, accepted }]) => tried === accepted).map(([name]) => name);
    expect(neverRefused.filter((name) => name !== "savesAccount").slice(mayMiss)).toEqual([]);
  },
);
