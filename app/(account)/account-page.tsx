import Link from "next/link";
import type { ReactNode } from "react";
import { preferences } from "#app/_session/preferences.ts";
import { PreferencesControls } from "#app/_session/preferences-controls.tsx";
import { Logo } from "#ui/logo.tsx";

/** The frame of the pages on which somebody proves who they are. */
export async function AccountPage({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  const chosen = await preferences();
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-[26rem] flex-col px-5 py-6 sm:py-10">
      <header>
        <Link href="/" className="inline-flex items-center gap-2.5 font-extrabold tracking-tight">
          <Logo />
          SeTrip
        </Link>
      </header>
      <main className="flex flex-1 flex-col justify-center gap-7 py-10">
        <div className="space-y-2">
          <h1 className="text-3xl font-extrabold">{title}</h1>
          <p className="text-ink-soft">{lead}</p>
        </div>
        {children}
      </main>
      <footer>
        <PreferencesControls {...chosen} />
      </footer>
    </div>
  );
}
