import { appLink } from "./links.ts";

/** An account as the domain keeps it; null while somebody has not filled theirs in. */
export type Account = { bankName: string; bankAccountNo: string; bankAccountName: string } | null;

/** The gaps of {@link whereTo}. */
export function accountGaps(account: Account) {
  return {
    account: account ? `${account.bankName} ${account.bankAccountNo} (${account.bankAccountName})` : undefined,
    accountPage: appLink("/akun/rekening"),
  };
}

type Gaps = ReturnType<typeof accountGaps>;

/** Where money is going, or what is missing before it can go anywhere. */
export const whereTo = {
  id: ({ account, accountPage }: Gaps) =>
    account
      ? `Kami transfer ke rekening ${account} dalam beberapa hari kerja. Rekeningnya salah? Ubah di ${accountPage}.`
      : `Kami belum tahu rekeningmu. Isi dulu di ${accountPage}, supaya uangnya bisa kami transfer.`,
  en: ({ account, accountPage }: Gaps) =>
    account
      ? `We transfer it to ${account} within a few working days. Is that account wrong? Change it at ${accountPage}.`
      : `We do not know your bank account yet. Fill it in at ${accountPage}, so that we can transfer the money.`,
};
