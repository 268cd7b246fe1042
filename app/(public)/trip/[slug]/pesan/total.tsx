import { policy } from "#domain/policy.ts";
import { rupiah } from "#texts/format.ts";
import type { Texts } from "#texts/index.ts";
import { Facts } from "#ui/facts.tsx";
import { Submit } from "#ui/submit.tsx";

type TotalProps = { people: number; pricePerPax: number; texts: Texts["bookingForm"] };

/** What it comes to, and the button that takes the seats. On a desk it stays in view. */
export function Total({ people, pricePerPax, texts }: TotalProps) {
  return (
    <aside className="rounded-card border border-line bg-surface p-5 lg:sticky lg:top-6">
      <h2 className="text-lg font-extrabold">{texts.summary}</h2>
      <Facts
        className="mt-2"
        facts={[
          { name: texts.pricePerPerson, value: rupiah(pricePerPax) },
          { name: texts.people, value: String(people) },
        ]}
      />
      <p className="mt-2 flex flex-wrap items-baseline justify-between gap-x-4 border-t border-line pt-3">
        <span className="font-semibold">{texts.total}</span>
        <output className="text-2xl font-extrabold tabular-nums">{rupiah(people * pricePerPax)}</output>
      </p>
      <p className="mt-1 text-sm text-ink-soft">{texts.uniqueCodeNote}</p>
      <Submit tone="call" pending={texts.submitting} className="mt-5 min-h-12 w-full text-base">
        {texts.submit}
      </Submit>
      <p className="mt-3 text-sm text-ink-soft">{texts.lead(policy.paymentDeadlineMs / 3_600_000)}</p>
    </aside>
  );
}
