import { expect, it } from "vitest";
import { countsOf, mailsDownOf } from "./counts.ts";

it("each part of the back office says how much waits there, and nothing where nothing does", () => {
  const pile = (count: number) => ({ count, amountRupiah: count * 100_000 });
  const waiting = {
    ...{
      proofs: pile(1_200),
      disputes: pile(1),
      refunds: pile(2),
      refundsWithoutAccount: pile(9),
      payouts: pile(0),
      transfers: pile(0),
      statementLines: pile(0),
    },
    ...{ applications: 1, deadMails: 0 },
  };
  expect(countsOf(waiting, "id")).toEqual({
    "/admin/payments": { figure: "1.200", words: "1.200 menunggu" },
    "/admin/refunds": { figure: "3", words: "3 menunggu" },
    "/admin/users": { figure: "1", words: "1 menunggu" },
  });
});

it("says that no mail goes out, and leads to why; nothing while they go out", () => {
  expect(mailsDownOf(null, "id")).toBeNull();
  expect(mailsDownOf({ runId: "r1" }, "en")).toEqual({
    says: "No mail goes out at present: whoever is told by mail hears of it once that is mended.",
    why: "Why",
    href: "/admin/system/runs/r1",
  });
});
