import { expect, it } from "vitest";
import { pageRoutes } from "./addresses.ts";
import { isNamedInLooks } from "./browser/named-in-visual.ts";

it("every page with a gap in its address is looked at: how it looks stands in tests/browser/*-visual.ts", () => {
  const routes = pageRoutes().filter(({ isStanding }) => !isStanding);
  expect(routes.length).toBeGreaterThan(10);
  expect(routes.filter(({ address }) => !isNamedInLooks(address)).map(({ address }) => address)).toEqual([]);
});

it("an address is found with whatever stands in its gap, and no other", () => {
  expect(["/pesanan/[code]/bayar", "/admin/system", "/syarat"].filter(isNamedInLooks)).toHaveLength(3);
  expect(["/pesanan/[code]/tidak-ada", "/admin/sys", "/organizer/[id]/tidak-ada"].filter(isNamedInLooks)).toEqual([]);
});
