import type { ReactNode } from "react";
import type { Texts } from "#texts/index.ts";
import { BadgeCheck, HandCoins, Undo2 } from "#ui/icons.tsx";

const icons = [BadgeCheck, HandCoins, Undo2];

/** Why people can trust this with money, in three sentences; what is given leads to the rest. */
export function Promises({ texts, children }: { texts: Texts["home"]; children: ReactNode }) {
  return (
    <div className="border-b border-line">
      <ul className="mx-auto grid max-w-6xl gap-x-10 gap-y-6 px-4 pt-8 pb-4 sm:px-6 md:grid-cols-3">
        {texts.promises.map(({ title, detail }, at) => {
          const Icon = icons[at] ?? BadgeCheck;
          return (
            <li key={title} className="flex gap-3.5">
              <Icon aria-hidden="true" className="mt-0.5 size-6 shrink-0 text-sea" />
              <div>
                <p className="font-bold">{title}</p>
                <p className="mt-0.5 text-[15px] text-ink-soft">{detail}</p>
              </div>
            </li>
          );
        })}
      </ul>
      <p className="mx-auto max-w-6xl px-4 pb-4 font-semibold text-sea underline-offset-4 sm:px-6 [&>a]:inline-flex [&>a]:min-h-11 [&>a]:items-center [&>a]:hover:underline">
        {children}
      </p>
    </div>
  );
}
