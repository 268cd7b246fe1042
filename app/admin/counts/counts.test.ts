import { expect, it } from "vitest";
import { countsOf } from "./counts.ts";

it("each part of the back office says how much waits there, and nothing where nothing does", () => {
  const pile = (count: number) => ({ count, amountRupiah: count * 100_000 });
  const waiting = {
    ...{ proofs: pile(1_200), disputes: pile(1), refunds: pile(2), refundsWithoutAccount: pile(9), payouts: pile(0) },
    ...{ applications: 1, deadMails: 0 },
  };
  expect(countsOf(waiting, "id")).toEqual({
    "/admin/payments": { figure: "1.200", words: "1.200 menunggu" },
    "/admin/refunds": { figure: "3", words: "3 menunggu" },
    "/admin/users": { figure: "1", words: "1 menunggu" },
  });
});
