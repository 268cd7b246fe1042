import { z } from "zod";
import type { BankAccount } from "#domain/users/people.ts";

/** The account on the page of whoever made a transfer, or decided about an application, as its form sends it: a change of it meanwhile is found by that. */
export const sentToFields = z.object({ bankName: z.string(), bankAccountNo: z.string(), bankAccountName: z.string() });

/** The hidden fields that {@link sentToFields} reads, by their names. */
export function sentToValues({ bankName, bankAccountNo, bankAccountName }: BankAccount): Record<string, string> {
  return {
    "sentTo.bankName": bankName,
    "sentTo.bankAccountNo": bankAccountNo,
    "sentTo.bankAccountName": bankAccountName,
  };
}
