/** Whole rupiah as people type them (`1250000`, `1.250.000`, `Rp 1.250.000`) as digits; anything else stays as it is. */
export function typedRupiah(typed: string): string {
  const amount = typed
    .trim()
    .replace(/^rp\.?\s*/i, "")
    .replace(/,(00|-)$/, "");
  return /^[0-9]+$|^[0-9]{1,3}(?:([., ])[0-9]{3})(?:\1[0-9]{3})*$/.test(amount) ? amount.replace(/[., ]/g, "") : typed;
}

/** What is being typed with dots between the thousands; whatever is no digit goes. */
export function groupedRupiah(typed: string): string {
  const digits = typed.replace(/\D/g, "").replace(/^0+(?=\d)/, "");
  return digits.replace(/\B(?=(\d{3})+$)/g, ".");
}
