import type { ReactNode } from "react";
import { Logo } from "./logo.tsx";

/** A page that says one thing: a heading, a sentence, what to do next. */
export function NoticePage({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center gap-6 px-5 py-16">
      <span className="flex items-center gap-2.5 font-extrabold tracking-tight">
        <Logo />
        SeTrip
      </span>
      <div className="space-y-3">
        <h1 className="text-3xl font-extrabold">{title}</h1>
        <p className="max-w-[46ch] text-ink-soft">{lead}</p>
      </div>
      <div className="flex flex-wrap items-center gap-3">{children}</div>
    </main>
  );
}
