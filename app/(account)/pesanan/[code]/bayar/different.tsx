import { policy } from "#domain/policy.ts";
import { rupiah } from "#texts/format.ts";
import type { Texts } from "#texts/index.ts";
import { Disclosure } from "#ui/disclosure.tsx";

/** What becomes of a transfer that comes late, short, too high or twice. */
export function Different({ texts }: { texts: Texts["pay"] }) {
  const { different } = texts;
  const cases = [
    [different.late, different.lateDetail],
    [different.short, different.shortDetail],
    [different.surplus, different.surplusDetail(rupiah(policy.smallestRefundRupiah))],
    [different.twice, different.twiceDetail],
  ] as const;
  return (
    <Disclosure title={different.title} className="border-y border-line">
      <dl className="space-y-3 text-[15px]">
        {cases.map(([name, detail]) => (
          <div key={name}>
            <dt className="font-semibold">{name}</dt>
            <dd className="text-ink-soft">{detail}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-[15px] text-ink-soft">{different.where}</p>
    </Disclosure>
  );
}
