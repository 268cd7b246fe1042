import { expect, it } from "vitest";
import { repeats } from "./repeats.ts";

it.each([
  ["", ""],
  ["abc", "a b c"],
  ["aaa", "a3"],
  ["abab", "a2 b2"],
  ["rrr!rr", "r3 ! r2"],
  ["!!", "! !"],
])("%j stands as %j", (letters, shown) => {
  const said = repeats([...letters], (letter) => (letter === "!" ? null : letter));
  expect(said.map(({ item, times }) => (times > 1 ? `${item}${times}` : item)).join(" ")).toBe(shown);
});

it("tells the first and the last of them", () => {
  const [first] = repeats([1, 2, 3], () => "same");
  expect(first).toEqual({ item: 1, times: 3, last: 3 });
});
