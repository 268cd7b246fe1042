/**
 * What is being typed, with dots between the thousands. Only digits, dots and spaces are arranged anew: with anything
 * else, such as a comma and what follows it, taking the digits alone would make another amount.
 */
export function groupedRupiah(typed: string): string {
  const bare = typed.replace(/^\s*(?:rp\.?|idr)\s*(?=\d)/i, "");
  if (!/^[\d.\s]*$/.test(bare)) return typed;
  const digits = bare.replace(/\D/g, "").replace(/^0+(?=\d)/, "");
  return digits.replace(/\B(?=(\d{3})+$)/g, ".");
}
