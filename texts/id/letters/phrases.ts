type MoneyBack = { account?: string; accountPage: string };

/** How a mail begins; without a name where a stranger may have typed it. */
export const hello = (name?: string) => (name ? `Halo ${name},` : "Halo,");

/** Where money is going, or what is missing before it can go anywhere. */
export const whereTo = ({ account, accountPage }: MoneyBack) =>
  account
    ? `Kami transfer ke rekening ${account} dalam beberapa hari kerja. Rekeningnya salah? Ubah di ${accountPage}.`
    : `Kami belum tahu rekeningmu. Isi dulu di ${accountPage}, supaya uangnya bisa kami transfer.`;

/** Of a change that an intruder could have made. */
export const notYou = "Bukan kamu? Segera ganti kata sandimu, lalu balas email ini.";

/** The button below it. */
export const changePassword = (href: string) => ({ label: "Ganti kata sandi", href });
