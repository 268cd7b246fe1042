import { expect, it } from "vitest";
import { clock } from "#clock.ts";
import { addDays, utcDay } from "#domain/calendar.ts";
import { openTo } from "#tests/access/pages.ts";
import { pageRoutes } from "#tests/addresses.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenTrip } from "#tests/rows.ts";
import sitemap from "./sitemap.ts";

ownDatabase();

it("names every page of app/(public) that anybody may open, those about a trip or an organizer by what there is", async () => {
  await givenTrip({ date: addDays(utcDay(clock()), 20) });
  const named = (await sitemap()).map(({ url }) => new URL(url).pathname);
  const isNamed = (address: string) => {
    const pattern = new RegExp(`^${address.replace(/\[[^\]]+\]/g, "[^/]+")}$`);
    return named.some((path) => pattern.test(path));
  };
  const open = pageRoutes().filter(
    ({ file, address }) => file.startsWith("app/(public)/") && openTo(address)?.includes("nobody"),
  );
  expect(open.length).toBeGreaterThan(4);
  expect(open.filter(({ address }) => !isNamed(address))).toEqual([]);
  const standing = new Set(pageRoutes().map(({ address }) => address));
  expect(named.filter((path) => standing.has(path) && !openTo(path)?.includes("nobody"))).toEqual([]);
});
