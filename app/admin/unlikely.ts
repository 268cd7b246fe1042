import { rupiah } from "#texts/format.ts";
import type { Texts } from "#texts/index.ts";

type Unlikely = { amountRupiah: number; expectedRupiah: number; surplusRupiah: number };

/** What somebody is asked before an unlikely amount is recorded: what is expected, what it is, and what would be promised back. */
export function unlikelyWords(
  { amountRupiah, expectedRupiah, surplusRupiah }: Unlikely,
  texts: Texts["admin"],
): string {
  const { asked, back } = texts.payments.unlikely;
  const sentence = asked(rupiah(expectedRupiah), rupiah(amountRupiah));
  return surplusRupiah > 0 ? `${sentence} ${back(rupiah(surplusRupiah))}` : sentence;
}
