import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { ForgetDrafts } from "#app/_forms/forget-drafts.tsx";
import { repeatable } from "#app/_forms/sent-forms/repeatable.ts";
import { signOutAction } from "#app/_session/actions.ts";
import { preferences } from "#app/_session/preferences.ts";
import { PreferencesControls } from "#app/_session/preferences-controls.tsx";
import { hasSignedOut } from "#app/_session/session-cookies.ts";
import { leadsTrips, organizer, visitor } from "#app/_session/visitor.ts";
import { companyLine, contact } from "#domain/installation/contact.ts";
import type { Visitor } from "#domain/users/session.ts";
import { type Locale, type Texts, textsFor } from "#texts/index.ts";
import { Button, buttonClasses } from "#ui/button.tsx";
import { CachedHtml } from "#ui/cached-html.tsx";
import { classes } from "#ui/classes.ts";
import { Drawer, DrawerButton } from "#ui/drawer.tsx";
import { LogOut } from "#ui/icons.tsx";
import { Logo } from "#ui/logo.tsx";
import { SkipLink } from "#ui/skip-link.tsx";
import { cachedHtml } from "./cached-html.ts";
import { TestClockBanner } from "./test-clock-banner.tsx";

type Entry = { href: Route; label: string };

/**
 * What stands around every page of the site but the back office: a header with a drawer on a phone, and a footer. Pages
 * bring their own margins with {@link Page}, so that a photo can go from edge to edge.
 */
export async function SiteShell({ children }: { children: ReactNode }) {
  const { locale, theme } = await preferences();
  const asking = await visitor();
  const texts = textsFor(locale).site;
  const entries = await entriesFor(asking, texts);
  const company = companyLine(contact());
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink label={texts.skipToContent} />
      <TestClockBanner locale={locale} />
      {!asking && (await hasSignedOut()) && <ForgetDrafts />}
      <header className="border-b border-line bg-paper print:hidden">
        <div className="mx-auto flex max-w-6xl items-center justify-between gap-6 px-4 py-2 sm:px-6">
          <Link
            href="/"
            prefetch={false}
            className="inline-flex min-h-11 items-center gap-2.5 font-extrabold tracking-tight"
          >
            <Logo className="size-7" />
            SeTrip
          </Link>
          <nav aria-label={texts.mainNavigation} className="hidden flex-1 items-center justify-end gap-1 md:flex">
            <Entries entries={entries} />
            <Account asking={asking} locale={locale} className="ml-3" />
          </nav>
          <div className="md:hidden">
            <DrawerButton id="site-menu" label={texts.menu} />
          </div>
        </div>
      </header>
      <Drawer id="site-menu" close={texts.closeMenu} className="md:hidden">
        <nav aria-label={texts.mainNavigation} className="flex flex-col gap-1">
          <Entries entries={entries} />
          <Account asking={asking} locale={locale} className="mt-3" />
        </nav>
        <div className="mt-auto pb-2">
          <PreferencesControls locale={locale} theme={theme} />
        </div>
      </Drawer>
      <main id="content" tabIndex={-1} className="flex-1 outline-none">
        {children}
      </main>
      <footer className="mt-16 border-t border-line print:hidden">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-8 gap-y-4 px-4 py-8 text-sm text-ink-soft sm:px-6">
          <div className="max-w-[40ch] space-y-1">
            <p>{texts.footerLead}</p>
            {company && <p>{company}</p>}
          </div>
          <CachedHtml as="ul" className="flex flex-wrap gap-x-5" html={await footerLinks({ locale })} />
          <PreferencesControls locale={locale} theme={theme} />
        </div>
      </footer>
    </div>
  );
}

/** The usual margins of a page; `narrow` for what is read or filled in. */
export function Page({ narrow, className, children }: { narrow?: boolean; className?: string; children: ReactNode }) {
  return (
    <div
      className={classes("mx-auto w-full px-4 py-8 sm:px-6 sm:py-12", narrow ? "max-w-2xl" : "max-w-6xl", className)}
    >
      {children}
    </div>
  );
}

async function entriesFor(asking: Visitor | undefined, texts: Texts["site"]): Promise<Entry[]> {
  const leads = leadsTrips(await organizer());
  return [
    { href: "/", label: texts.findTrips },
    ...(asking ? [] : [{ href: "/cara-kerja" as Route, label: texts.howItWorks }]),
    ...(asking ? [{ href: "/pesanan" as Route, label: texts.myBookings }] : []),
    ...(leads ? [{ href: "/organizer" as Route, label: texts.organizer }] : []),
    ...(asking?.role === "ADMIN" || asking?.lacksSecondStep ? [{ href: "/admin" as Route, label: texts.admin }] : []),
    ...(asking ? [{ href: "/akun" as Route, label: texts.account }] : []),
  ];
}

async function Entries({ entries }: { entries: Entry[] }) {
  return <CachedHtml className="contents" html={await drawnEntries({ entries })} />;
}

const drawnEntries = cachedHtml(({ entries }: { entries: Entry[] }) =>
  entries.map(({ href, label }) => (
    <a
      key={href}
      href={href}
      className="inline-flex min-h-11 items-center rounded-control px-3 text-[15px] font-semibold text-ink-soft transition-colors duration-150 hover:bg-sand hover:text-ink"
    >
      {label}
    </a>
  )),
);

type AccountProps = { asking?: Visitor; locale: Locale; className?: string };

async function Account({ asking, locale, className }: AccountProps) {
  if (!asking) return <CachedHtml html={await waysIn({ locale })} className={classes("flex gap-2", className)} />;
  return (
    <form {...repeatable} action={signOutAction} className={className}>
      <Button type="submit" tone="bare" className="px-3" title={asking.email}>
        <LogOut aria-hidden="true" className="size-4" />
        {textsFor(locale).site.signOut}
      </Button>
    </form>
  );
}

const waysIn = cachedHtml(({ locale }: { locale: Locale }) => {
  const texts = textsFor(locale).site;
  return (
    <>
      <a href="/masuk" className={buttonClasses({ tone: "quiet" })}>
        {texts.signIn}
      </a>
      <a href="/daftar" className={buttonClasses()}>
        {texts.signUp}
      </a>
    </>
  );
});

const footerLinks = cachedHtml(({ locale }: { locale: Locale }) => {
  const texts = textsFor(locale).site;
  return (
    <>
      <FooterLink href="/cara-kerja">{texts.howItWorks}</FooterLink>
      <FooterLink href="/bantuan">{texts.help}</FooterLink>
      <FooterLink href="/syarat">{texts.terms}</FooterLink>
      <FooterLink href="/privasi">{texts.privacy}</FooterLink>
      <FooterLink href="/organizer/daftar">{texts.becomeOrganizer}</FooterLink>
    </>
  );
});

function FooterLink({ href, children }: { href: string; children: string }) {
  return (
    <li>
      <a href={href} className="inline-flex min-h-11 items-center underline-offset-4 hover:underline">
        {children}
      </a>
    </li>
  );
}
