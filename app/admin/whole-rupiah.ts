import { z } from "zod";
import { rupiahOf } from "./typed-rupiah.ts";

/** More than any amount here, and what the columns can hold. */
const highest = 2_000_000_000;

/**
 * What somebody typed or copied from a bank statement, as whole rupiah: `600123`, `600.123`, `Rp 600.123,00`. The issue's
 * message is `amount` for anything else, zero and less included unless `least` allows it.
 */
export function wholeRupiah({ least = 1 }: { least?: number } = {}) {
  return z.string("amount").transform((typed, context) => {
    const amount = rupiahOf(typed);
    if (amount !== undefined && amount >= least && amount <= highest) return amount;
    context.addIssue({ code: "custom", message: "amount" });
    return z.NEVER;
  });
}
