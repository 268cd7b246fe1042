import { expect, it } from "vitest";
import { sendPicture } from "./file-response.ts";

const forAYear = { "cache-control": "public, max-age=31536000, immutable" };

it("what a store cannot give just now is asked for again, and kept by nobody", async () => {
  const response = sendPicture("unreadable", forAYear);
  expect([response.status, response.headers.get("cache-control")]).toEqual([503, "no-store"]);
  expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
});

it("nothing is not found, and kept by nobody", () => {
  const response = sendPicture(undefined, forAYear);
  expect([response.status, response.headers.get("cache-control")]).toEqual([404, "no-store"]);
});
