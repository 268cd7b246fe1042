import { expect, it } from "vitest";
import { changedSince, readFormVersion, writeFormVersion } from "./form-version.ts";

const shown = { title: "Bromo", price: 375_000, days: ["2027-01-01", null] };
const version = readFormVersion(writeFormVersion("ana", shown));
const compares = (now: object, sent: object) =>
  changedSince(version, { now: { ...shown, ...now }, sent: { ...shown, ...sent } });

it.each([
  ["nobody else changed anything", {}, { title: "Bromo Pagi" }, [], []],
  ["another changed what this one left alone", { price: 625_000 }, { title: "Bromo Pagi" }, ["price"], []],
  ["both changed the same to the same, or it came twice", { price: 625_000 }, { price: 625_000 }, [], []],
  ["both changed the same to something else", { price: 625_000 }, { price: 400_000 }, [], ["price"]],
  ["both changed the same, and another something more", { price: 1, days: [] }, { price: 2 }, ["days"], ["price"]],
])("%s", (_, now, sent, untouched, conflicts) => {
  expect(compares(now, sent)).toEqual({ untouched, conflicts });
});

it("what a form of the release before sends counts as it is", () => {
  expect(changedSince(undefined, { now: { title: "Bromo" }, sent: { title: "Ijen" } })).toEqual({
    untouched: [],
    conflicts: [],
  });
});

it("says whom the page was drawn for", () => {
  expect(readFormVersion(writeFormVersion("01a22d44-8ee6-70b8-909c-5f52d97877e1"))?.personId).toBe(
    "01a22d44-8ee6-70b8-909c-5f52d97877e1",
  );
});

it.each([[undefined], [""], ["ana title"], ["ana title.short"], [`ana ${"t.123456789012 ".repeat(9_999)}`], ["<b>"]])(
  "%s is no such text",
  (text) => {
    expect(readFormVersion(text)).toBeUndefined();
  },
);
