/** What somebody typed or copied from a bank statement, as a number of rupiah: `Rp 600.123,00` → `600123`. Undefined for what is no amount. */
export function rupiahOf(typed: string): number | undefined {
  const bare = typed
    .trim()
    .replace(/^rp\.?\s*/i, "")
    .replace(/,(00|-)$/, "");
  const grouped = /^\d{1,3}([., ])\d{3}(?:\1\d{3})*$/.test(bare);
  if (!grouped && !/^\d{1,10}$/.test(bare)) return undefined;
  return Number(bare.replace(/\D/g, ""));
}
