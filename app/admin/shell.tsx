import Link from "next/link";
import type { ReactNode } from "react";
import { repeatable } from "#app/_forms/sent-forms/repeatable.ts";
import { signOutAction } from "#app/_session/actions.ts";
import type { Theme } from "#app/_session/preferences.ts";
import { PreferencesControls } from "#app/_session/preferences-controls.tsx";
import { TestClockBanner } from "#app/_shell/test-clock-banner.tsx";
import type { Visitor } from "#domain/users/session.ts";
import { limits } from "#limits.ts";
import { type Locale, type Texts, textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { Drawer, DrawerButton } from "#ui/drawer.tsx";
import { LogOut } from "#ui/icons.tsx";
import { Logo } from "#ui/logo.tsx";
import { SkipLink } from "#ui/skip-link.tsx";
import { SearchBox } from "./search-box.tsx";
import { Sections } from "./sections.tsx";
import { SessionRefresh } from "./session-refresh.tsx";

type AdminShellProps = { person: Visitor; locale: Locale; theme: Theme; children: ReactNode };

/** Sidebar on a desk, top bar with a drawer on a phone. The drawer is the browser's own popover and needs no script. */
export function AdminShell({ person, locale, theme, children }: AdminShellProps) {
  const texts = textsFor(locale);
  const footer = <ShellFooter person={person} locale={locale} theme={theme} texts={texts} />;
  return (
    <div className="lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
      <SkipLink label={texts.site.skipToContent} />
      <SessionRefresh />

      <header className="flex items-center justify-between border-b border-line px-4 py-2 lg:hidden">
        <Brand />
        <DrawerButton id="admin-menu" label={texts.site.menu} />
      </header>
      <Drawer id="admin-menu" close={texts.site.closeMenu} className="lg:hidden">
        <Sections locale={locale} />
        {footer}
      </Drawer>

      <aside className="sticky top-0 hidden h-dvh flex-col gap-8 border-r border-line px-4 py-6 lg:flex">
        <div className="px-2">
          <Brand />
        </div>
        <Sections locale={locale} />
        {footer}
      </aside>

      <div className="min-w-0">
        <TestClockBanner locale={locale} />
        <div className="mx-auto max-w-[76rem] px-4 pt-4 sm:px-6 lg:px-8">
          <SearchBox texts={boxTexts(texts)} longest={limits.text.longestSearch} />
        </div>
        <main id="content" tabIndex={-1} className="min-w-0 outline-none">
          <div className="mx-auto max-w-[76rem] px-4 py-6 sm:px-6 lg:px-8">{children}</div>
        </main>
      </div>
    </div>
  );
}

/** Only what the browser needs of them. */
function boxTexts({ admin }: Texts) {
  const { label, hint, submit } = admin.search;
  return { label, hint, submit };
}

function Brand() {
  return (
    <Link href="/admin" className="inline-flex min-h-11 items-center gap-2.5 font-extrabold tracking-tight">
      <Logo className="size-7" />
      SeTrip
    </Link>
  );
}

function ShellFooter({ person, locale, theme, texts }: Omit<AdminShellProps, "children"> & { texts: Texts }) {
  return (
    <div className="mt-auto space-y-4 px-1 pb-2">
      <PreferencesControls locale={locale} theme={theme} />
      <div className="flex items-center justify-between gap-2 border-t border-line pt-3">
        <div className="min-w-0 px-1 leading-tight">
          <p className="truncate text-sm font-semibold">{person.name}</p>
          <p className="truncate text-[13px] text-ink-soft">{person.email}</p>
        </div>
        <form {...repeatable} action={signOutAction}>
          <Button
            type="submit"
            tone="bare"
            size="small"
            aria-label={texts.account.signOut}
            title={texts.account.signOut}
          >
            <LogOut aria-hidden="true" className="size-4" />
          </Button>
        </form>
      </div>
    </div>
  );
}
