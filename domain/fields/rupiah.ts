import { z } from "zod";
import { rupiahOf } from "./typed-rupiah.ts";

/** More than any amount here, and what the columns can hold. */
const highest = 2_000_000_000;

/** A form's field for whole rupiah, however they are typed. The issue's message is `rupiah` for what cannot be read. */
export function rupiahField({ least = 1, most = highest }: { least?: number; most?: number } = {}) {
  return z
    .string()
    .transform((typed, context) => {
      const amount = rupiahOf(typed);
      if (amount !== undefined) return amount;
      context.addIssue({ code: "custom", message: "rupiah" });
      return z.NEVER;
    })
    .pipe(z.int().min(least).max(most));
}
