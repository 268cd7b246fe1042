import { beforeEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { DatabaseUnavailableError } from "#db/unavailable.ts";
import { recentlyFailedPages } from "#domain/installation/failed-pages.ts";
import { failedPages } from "#domain/installation/schema.ts";
import { limits } from "#limits.ts";
import { ownDatabase } from "#tests/database.ts";
import { failed } from "#watches/failed-pages.ts";
import { FailedPageCounter, pageFailed } from "./failed-pages.ts";

ownDatabase();
beforeEach(() => db().delete(failedPages));

const now = new Date("2026-06-07T18:30:20.000Z");
const later = (ms: number) => new Date(now.getTime() + ms);
const { windowMs, keptMs, mostCauses } = limits.failedPages;
const rows = () => db().select().from(failedPages).orderBy(failedPages.minute, failedPages.cause);

describe("pages that failed", () => {
  it("are found by the watch for five minutes, with the cause of most", async () => {
    const counter = new FailedPageCounter();
    for (const cause of ["one", "two", "two"]) counter.count(cause, now);
    await expect.poll(() => recentlyFailedPages(now)).toMatchObject({ count: 3 });
    const found = { count: 3, oldestAt: new Date("2026-06-07T18:30:00.000Z"), detail: "two" };
    const look = (at: Date) => failed.find({ now: at, signal: new AbortController().signal });
    expect(await look(now)).toMatchObject(found);
    expect(await look(later(windowMs - 30_000))).toMatchObject(found);
    expect(await look(later(windowMs))).toMatchObject({ count: 0, oldestAt: null, detail: undefined });
  });

  it("of two processes are counted together, and forgotten after a day", async () => {
    const [one, other] = [new FailedPageCounter(), new FailedPageCounter()];
    one.count("old", later(-keptMs - 60_000));
    await expect.poll(rows).toHaveLength(1);
    other.count("new", now);
    await expect.poll(rows).toMatchObject([{ cause: "new", count: 1 }]);
    new FailedPageCounter().count("new", now);
    await expect.poll(rows).toMatchObject([{ cause: "new", count: 2 }]);
  });

  it("in a flood cost one write and so many rows", async () => {
    const written: number[] = [];
    const counter = new FailedPageCounter(async (counted) => void written.push(counted.length));
    for (let at = 0; at < 10_000; at++) counter.count(`cause ${at}`, now);
    await expect.poll(() => written).toEqual([mostCauses + 1]);
    for (let at = 0; at < 10_000; at++) counter.count(`cause ${at}`, now);
    expect(written).toHaveLength(1);
  });

  it("that the database could not serve are told elsewhere", async () => {
    const request = { path: "/", method: "GET" };
    const place = { route: "/", kind: "render" };
    pageFailed({ error: new DatabaseUnavailableError("away", "the database does not answer"), request, place }, now);
    pageFailed({ error: new Error("a mistake of ours"), request, place }, now);
    await expect.poll(rows).toMatchObject([{ cause: "a mistake of ours", count: 1 }]);
  });
});
