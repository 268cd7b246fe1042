"use client";

import { useActionState, useEffect, useRef } from "react";
import { repeatable } from "#app/_forms/sent-forms/repeatable.ts";
import { Button } from "#ui/button.tsx";
import { Search } from "#ui/icons.tsx";
import { searchAction } from "./cari/actions.ts";

type SearchBoxProps = { texts: { label: string; hint: string; submit: string }; longest: number };

/** The one search of the back office, on every page of it. `/` leads into it; without scripts it is a form like any other. */
export function SearchBox({ texts, longest }: SearchBoxProps) {
  const [, send] = useActionState(searchAction, undefined);
  const input = useRef<HTMLInputElement>(null);
  useSlash(input);
  return (
    <search>
      <form {...repeatable} action={send} className="flex max-w-[44rem] gap-2">
        <div className="relative min-w-0 flex-1">
          <Search
            aria-hidden="true"
            className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-soft"
          />
          <input
            ref={input}
            type="search"
            name="words"
            aria-label={texts.label}
            aria-keyshortcuts="/"
            placeholder={texts.hint}
            autoComplete="off"
            spellCheck={false}
            enterKeyHint="search"
            maxLength={longest}
            className="peer min-h-11 w-full rounded-control border border-line-strong bg-surface pr-9 pl-9 text-base placeholder:text-ink-soft sm:min-h-10"
          />
          <span
            aria-hidden="true"
            className="pointer-events-none absolute top-1/2 right-3 hidden -translate-y-1/2 rounded border border-line-strong px-1.5 text-xs text-ink-soft peer-focus:hidden peer-[:not(:placeholder-shown)]:hidden lg:block"
          >
            /
          </span>
        </div>
        <Button type="submit" tone="quiet" className="px-3">
          {texts.submit}
        </Button>
      </form>
    </search>
  );
}

/** Not while somebody types elsewhere, and not with another key, which mean something of their own. */
function useSlash(input: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const { target } = event;
      const types =
        target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || types) return;
      if (document.querySelector("dialog[open], [role=dialog], [popover]:popover-open")) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, [input]);
}
