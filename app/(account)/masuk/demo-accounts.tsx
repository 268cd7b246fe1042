"use client";

import type { RefObject } from "react";
import type { Texts } from "#texts/index.ts";

/** Somebody of the sample data, with a password that everybody may know. */
export type DemoAccount = { name: string; role: "ADMIN" | "USER"; email: string; password: string };

type DemoAccountsProps = {
  accounts: readonly DemoAccount[];
  texts: Texts["account"]["signIn"];
  form: RefObject<HTMLFormElement | null>;
};

/** The sample data's people with their passwords; pressing one fills the form in. */
export function DemoAccounts({ accounts, texts, form }: DemoAccountsProps) {
  function fillIn({ email, password }: DemoAccount) {
    for (const [name, value] of Object.entries({ email, password })) {
      const input = form.current?.elements.namedItem(name);
      if (input instanceof HTMLInputElement) input.value = value;
    }
    form.current?.querySelector<HTMLButtonElement>("button[type=submit]")?.focus();
  }

  return (
    <section aria-labelledby="demo" className="space-y-3 border-t border-line pt-6">
      <h2 id="demo" className="text-base font-bold">
        {texts.demoTitle}
      </h2>
      <p className="text-sm text-ink-soft">{texts.demoLead}</p>
      <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-surface">
        {accounts.map((account) => (
          <li key={account.email}>
            <button
              type="button"
              onClick={() => fillIn(account)}
              className="flex w-full flex-wrap items-baseline justify-between gap-x-3 px-4 py-2.5 text-left transition-colors duration-150 hover:bg-sand focus-visible:-outline-offset-2"
            >
              <span className="font-semibold">
                {account.name} <span className="font-normal text-ink-soft">· {texts.demoRoles[account.role]}</span>
              </span>
              <span className="font-mono text-[13px] text-ink-soft">
                {account.email} / {account.password}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
