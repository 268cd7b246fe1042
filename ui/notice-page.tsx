import type { ReactNode } from "react";
import { Logo } from "./logo.tsx";

type NoticePageProps = { title: string; lead: string; footer?: ReactNode; children: ReactNode };

/** A page that says one thing: a heading, a sentence, what to do next. */
export function NoticePage({ title, lead, footer, children }: NoticePageProps) {
  return (
    <div className="mx-auto flex min-h-dvh max-w-xl flex-col px-5 py-6 sm:py-10">
      <header className="flex items-center gap-2.5 font-extrabold tracking-tight">
        <Logo />
        SeTrip
      </header>
      <main className="flex flex-1 flex-col justify-center gap-6 py-12">
        <div className="space-y-3">
          <h1 className="text-3xl font-extrabold sm:text-4xl">{title}</h1>
          <p className="max-w-[46ch] text-lg text-ink-soft">{lead}</p>
        </div>
        <div className="flex flex-wrap items-center gap-3">{children}</div>
      </main>
      <footer>{footer}</footer>
    </div>
  );
}
