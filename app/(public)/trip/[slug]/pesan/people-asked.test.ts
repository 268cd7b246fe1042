import { expect, it } from "vitest";
import { peopleAsked } from "./people-asked.ts";

it.each([
  ["3", 3],
  ["2.9", 2],
  ["0.5", 1],
  ["0", 1],
  ["-3", 1],
  ["99", 4],
  ["Infinity", 4],
  ["dua", 1],
  ["", 1],
  [["2", "3"], 1],
  [undefined, 1],
])("the form begins for a whole number of people with seats: ?orang=%s is %s of 4", (orang, people) => {
  expect(peopleAsked(orang, 4)).toBe(people);
});

it("begins for one where no seat is left", () => {
  expect(peopleAsked("2", 0)).toBe(1);
});
