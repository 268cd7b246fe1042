import { expect, it, vi } from "vitest";
import { testClock } from "../testing/engine.ts";
import { rejectionCounter } from "./rejections.ts";

it("counts go on being written when the clock was set back", async () => {
  const clock = testClock("2026-11-23T18:00:00Z");
  const query = vi.fn(async () => ({ rows: [], rowCount: 1 }));
  const counter = rejectionCounter({ database: { query }, clock, onError: () => {} });
  const headers = new Headers();
  counter.count("auto-complete-trips", { headers } as Request);
  await counter.flush();
  expect(query).toHaveBeenCalledTimes(1);
  clock.set("2026-11-23T12:00:00Z");
  counter.count("auto-complete-trips", { headers } as Request);
  await counter.flush();
  expect(query).toHaveBeenCalledTimes(2);
});
