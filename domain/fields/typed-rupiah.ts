import { plainCharacters } from "#typed-text.ts";

/**
 * Whole rupiah as people type them or copy them from a bank: `1250000`, `1.250.000`, `Rp 1.250.000,00`, `Rp 300.000,-`,
 * and as an English statement has them, `1,250,000.00`. Undefined for whatever could be meant otherwise: rupiah have no
 * cents, so three digits after a mark are thousands and `,00` adds nothing, but `1,25`, `600.12`, `600,00` and
 * `1.5 juta` may each be a slip for something else.
 * Rule: docs/domain.md#money-is-whole-rupiah
 */
export function rupiahOf(typed: string): number | undefined {
  const bare = plainCharacters(typed)
    .replace(/^(?:rp\.?|idr)\s*/i, "")
    .replace(/[.,]--?$/, "");
  const [whole] = forms.flatMap((form) => form.exec(bare)?.[1] ?? []);
  return whole === undefined ? undefined : Number(whole.replace(/\D/g, ""));
}

/** Thousands marked by dots or spaces and cents by a comma, thousands marked by commas and cents by a dot, or no marks. */
const forms = [
  /^([1-9]\d{0,2}(?:(?:\.\d{3}){1,3}|(?:\s\d{3}){1,3}))(?:,00)?$/,
  /^([1-9]\d{0,2}(?:,\d{3}){1,3})(?:\.00)?$/,
  /^(\d{4,10})(?:,00)?$/,
  /^(\d{1,3})$/,
];
