import { expect, it } from "vitest";
import { didYouMean } from "./did-you-mean.ts";

const known = ["send-receipts", "prune", "Europe/Berlin"];

it.each([
  ["send-recipts", "send-receipts"],
  ["SEND-RECEIPTS", "send-receipts"],
  ["prun", "prune"],
  ["prunes", "prune"],
  ["europe/berln", "Europe/Berlin"],
  ["pr", undefined],
  ["backup", undefined],
  ["", undefined],
  [`prune${"e".repeat(96)}`, undefined],
])("by %.20j is meant %j", (written, meant) => expect(didYouMean(written, known)).toBe(meant));

it("nothing is meant where nothing is known", () => expect(didYouMean("prune", [])).toBeUndefined());
