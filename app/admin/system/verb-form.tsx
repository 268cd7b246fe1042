"use client";

import Link from "next/link";
import {
  type ComponentProps,
  type FormEvent,
  Fragment,
  type ReactNode,
  useActionState,
  useEffect,
  useRef,
} from "react";
import { repeatable } from "#app/_forms/sent-forms/repeatable.ts";
import { Button } from "#ui/button.tsx";
import { classes } from "#ui/classes.ts";
import { ChevronDown } from "#ui/icons.tsx";
import { Notice } from "#ui/notice.tsx";
import type { VerbAction, VerbResult } from "./verb-result.ts";

type VerbFormProps = {
  action: VerbAction;
  /** What the action must be told and nobody fills in. */
  hidden: Record<string, string>;
  submit: ReactNode;
  /** The button's name where `submit` alone does not say what it is about, as in a row of a list. */
  accessibleLabel?: string;
  pending: string;
  tone?: ComponentProps<typeof Button>["tone"];
  size?: ComponentProps<typeof Button>["size"];
  className?: string;
  /** Its fields, and what should be read before it is sent. */
  children?: ReactNode;
};

/** One thing to do, as a form that works without scripts: what came of it stands beside the button, which keeps the focus. */
export function VerbForm({ className, ...form }: VerbFormProps) {
  const verb = useVerb(form);
  return (
    <div className={classes("space-y-3", className)}>
      <BareVerbForm {...form} {...verb} />
      <VerbNotice result={verb.result} />
    </div>
  );
}

type VerbDisclosureProps = VerbFormProps & { label: string; labelFor?: string };

/** The same behind a button that unfolds it, for what needs a few words first. When it is done it collapses, and the focus stays there. */
export function VerbDisclosure({ label, labelFor, className, ...form }: VerbDisclosureProps) {
  const verb = useVerb(form);
  const { result } = verb;
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (!result?.ok || !details.current?.open) return;
    details.current.open = false;
    details.current.querySelector("summary")?.focus();
  }, [result]);
  return (
    <div className={classes("min-w-0 space-y-3", className)}>
      <details ref={details} className="group">
        <summary
          aria-label={labelFor}
          className="inline-flex min-h-11 list-none items-center gap-2 rounded-control border border-line-strong/60 bg-surface px-3 text-sm font-semibold transition-colors duration-150 hover:bg-sand sm:min-h-8 [&::-webkit-details-marker]:hidden"
        >
          {label}
          <ChevronDown
            aria-hidden="true"
            className="size-4 transition-transform max-sm:hidden duration-150 group-open:rotate-180"
          />
        </summary>
        <div className="mt-3 max-w-xl rounded-card border border-line bg-surface p-4 text-ink">
          <BareVerbForm {...form} {...verb} />
        </div>
      </details>
      <VerbNotice result={result} />
    </div>
  );
}

type Verb = { result: VerbResult; send: (form: FormData) => void; isPending: boolean };

/** Sends a form to its action. */
export function useVerb({ action }: Pick<VerbFormProps, "action">): Verb {
  const [result, send, isPending] = useActionState(action, undefined);
  return { result, send, isPending };
}

/** The second press of a double one may come when the first has been answered already. */
const doublePressMs = 1_000;

/** The form itself, without what came of it. */
export function BareVerbForm({
  hidden,
  submit,
  accessibleLabel,
  pending,
  tone,
  size,
  children,
  send,
  isPending,
  result,
}: VerbFormProps & Verb) {
  const form = useRef<HTMLFormElement>(null);
  useKeptWords(form, result);
  const answeredAt = useAnsweredAt(result);
  // A button that is switched off would lose the focus, so a second press is let go by instead.
  const letGoBy = (event: FormEvent) => {
    if (isPending || performance.now() - answeredAt.current < doublePressMs) event.preventDefault();
  };
  return (
    <form ref={form} {...repeatable} action={send} onSubmit={letGoBy} className="space-y-4">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <Button
        type="submit"
        tone={tone}
        size={size}
        aria-disabled={isPending || undefined}
        aria-label={isPending ? undefined : accessibleLabel}
        className="aria-disabled:opacity-60"
      >
        {isPending ? pending : submit}
      </Button>
    </form>
  );
}

function useAnsweredAt(result: VerbResult): { current: number } {
  const at = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (result) at.current = performance.now();
  }, [result]);
  return at;
}

/** React empties a form once its action has answered; where that refused, what was typed must stay. */
function useKeptWords(form: { current: HTMLFormElement | null }, result: VerbResult): void {
  const answered = useRef(result);
  answered.current = result;
  useEffect(() => {
    const element = form.current;
    const keep = (event: Event) => answered.current?.ok === false && event.preventDefault();
    element?.addEventListener("reset", keep);
    return () => element?.removeEventListener("reset", keep);
  }, [form]);
}

/** The sentence, and the way on. */
export function VerbNotice({ result }: { result: VerbResult }) {
  return (
    <div role="status" className="empty:hidden">
      {result && (
        <Notice tone={result.ok ? "ok" : "failed"} className="max-w-xl break-words">
          {result.message}
          {result.links?.map(({ href, label }) => (
            <Fragment key={href}>
              {" "}
              <Link href={href} prefetch={false} className="font-semibold underline underline-offset-4">
                {label}
              </Link>
            </Fragment>
          ))}
        </Notice>
      )}
    </div>
  );
}
