import { renderToStaticMarkup } from "react-dom/server";
import type { JobOverview, Overview } from "ronda";
import { expect, it } from "vitest";
import { AttentionList } from "#app/admin/system/attention-list.tsx";
import { JobCard } from "#app/admin/system/job-card.tsx";
import { standingPublicPages } from "#app/public-pages.ts";
import { jobs } from "#jobs/index.ts";
import { openTo } from "#tests/access/pages.ts";
import { samples } from "#tests/mails.ts";
import { watches } from "#watches/index.ts";

/** What the recipes add to the copy in which this runs; see `recipes.test.ts`. */
const added: { job: string; watch: string } = { job: "count-trips", watch: "trips-empty" };

const health = { badge: "OK", alsoStale: false, state: null, reasons: [], notes: [] } as const;
const [at, locale] = [new Date("2026-05-10T00:00:00Z"), "en"] as const;

it("the morning page has the job's card and what the watch found", () => {
  const { name, schedule, timeZone, description } = jobs.find((each) => each.name === added.job)!;
  const unrun = { lastRun: null, lastSuccess: null, lastError: null, nextSlotAt: null, lastTrigger: null, usual: null };
  const none = { week: [], slots: [], runs7d: 0, errors7d: 0, lastSecret: null, paused: null };
  const job: JobOverview = {
    name,
    schedule,
    timeZone,
    description,
    health: { ...health, reasons: [], notes: [] },
    ...unrun,
    ...none,
  };
  const card = renderToStaticMarkup(
    <JobCard job={job} isHandled={false} beside={[]} locale={locale} personName="Sari" />,
  );
  expect(card).toContain(added.job);
  expect(card).toContain("Counts. Safe to repeat.");

  type Sentences = Record<"id" | "en", (find: object, words: object) => string>;
  const { sentence } = watches.find((each) => each.name === added.watch)!;
  const found = { count: 3, oldestAt: at, href: "/admin/trips" };
  const words = { count: String, age: () => "" };
  const { id, en } = sentence as Sentences;
  const said = { id: id(found, words), en: en(found, words) };
  const watch = { name: added.watch, ...found, amountRupiah: null, error: null, lookedAt: at, sentence: said };
  const overview = { jobs: [job], watches: [watch], incidents: [], warnings: [], at } as unknown as Overview;
  const list = renderToStaticMarkup(<AttentionList overview={overview} notices={[]} locale={locale} />);
  expect(list).toContain("Empty trips: 3");
  expect(list).toContain("Write to their organizers.");
});

it("the mail is among those that every test of mails renders, and the page among those that six roles open", () => {
  expect(samples.map(({ template }) => template)).toContain("season-over");
  expect(openTo("/admin/season")).toEqual(["sari"]);
});

it("search engines are told of the public page", async () => {
  expect(openTo("/musim")).toContain("nobody");
  expect(await standingPublicPages()).toContain("/musim");
});
