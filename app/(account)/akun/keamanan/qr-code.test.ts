import { expect, it } from "vitest";
import { qrCode } from "./qr-code.ts";

it("draws the three finders and leaves four modules free around everything", () => {
  const { size, path } = qrCode("otpauth://totp/SeTrip:ana%40example.com?secret=ABC");
  const dark = new Set(
    [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].flatMap(([, x, y, run]) =>
      Array.from({ length: Number(run) }, (_, at) => `${Number(x) + at},${y}`),
    ),
  );
  const corners = [
    [4, 4],
    [size - 11, 4],
    [4, size - 11],
  ] as const;
  for (const [x, y] of corners) {
    for (let at = 0; at < 7; at++) expect(dark.has(`${x + at},${y}`)).toBe(true);
    expect(dark.has(`${x + 1},${y + 1}`)).toBe(false);
    expect(dark.has(`${x + 3},${y + 3}`)).toBe(true);
  }
  const places = [...dark].flatMap((place) => place.split(",").map(Number));
  expect([Math.min(...places), Math.max(...places)]).toEqual([4, size - 5]);
});
