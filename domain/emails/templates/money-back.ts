import { appLink } from "./links.ts";

/** An account as the domain keeps it; null while somebody has not filled theirs in. */
export type Account = { bankName: string; bankAccountNo: string; bankAccountName: string } | null;

/** Where money goes back to, for the gaps of letters that say so. */
export function accountGaps(account: Account) {
  return {
    account: account ? `${account.bankName} ${account.bankAccountNo} (${account.bankAccountName})` : undefined,
    accountPage: appLink("/akun/rekening"),
  };
}
