import { expect, it } from "vitest";
import { age, duration, inMinutesAndSeconds } from "./duration.ts";

it.each([
  [0, "0 ms"],
  [850, "850 ms"],
  [1_260, "1,2 dtk"],
  [59_999, "59 dtk"],
  [192_000, "3 mnt 12 dtk"],
  [180_000, "3 mnt"],
  [7_500_000, "2 jam 5 mnt"],
  [100 * 3_600_000, "4 hari 4 jam"],
])("a duration of %i ms reads %s", (ms, text) => {
  expect(duration(ms, "id")).toBe(text);
});

it("writes English durations with a point and English units", () => {
  expect(duration(1_260, "en")).toBe("1.2 s");
  expect(duration(192_000, "en")).toBe("3 min 12 s");
});

it("gives an age below a minute in seconds, and never a negative one", () => {
  expect(age(59_000, "id")).toBe("59 dtk");
  expect(age(-5_000, "id")).toBe("0 dtk");
  expect(age(26 * 3_600_000, "en")).toBe("1 d 2 h");
});

it("rounds a wait up, so that nobody tries too early", () => {
  expect(inMinutesAndSeconds(43, "id")).toBe("43 detik");
  expect(inMinutesAndSeconds(61, "id")).toBe("2 menit");
});
