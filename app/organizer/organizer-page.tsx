import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Page } from "#app/_shell/site-shell.tsx";
import type { OrganizerProfile } from "#domain/users/organizers.ts";
import type { Locale } from "#texts/format.ts";
import { organizerTexts } from "#texts/organizer.ts";
import { Button } from "#ui/button.tsx";
import { Plus } from "#ui/icons.tsx";
import { Notice } from "#ui/notice.tsx";

type OrganizerPageProps = {
  here: "trips" | "money";
  profile: OrganizerProfile;
  locale: Locale;
  children: ReactNode;
};

/** The frame of an organizer's two lists, their trips and their money: who they are here, and the way to a new trip. */
export function OrganizerPage({ here, profile, locale, children }: OrganizerPageProps) {
  const texts = organizerTexts(locale);
  const suspended = profile.status === "SUSPENDED";
  return (
    <Page className="space-y-8">
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <div className="space-y-1">
          <p className="font-semibold wrap-anywhere text-ink-soft">{profile.displayName}</p>
          <h1 className="text-3xl font-extrabold sm:text-4xl">{here === "trips" ? texts.title : texts.funds.title}</h1>
        </div>
        <div className="flex w-full flex-wrap gap-3 sm:w-auto">
          <Button asChild tone="quiet" className="min-h-12 flex-1 sm:flex-none">
            <Link href={here === "trips" ? "/organizer/dana" : "/organizer"}>
              {here === "trips" ? texts.money : texts.trips}
            </Link>
          </Button>
          {!suspended && (
            <Button asChild tone="call" className="min-h-12 flex-2 text-base sm:flex-none">
              <Link href={"/organizer/trip/baru" as Route}>
                <Plus aria-hidden="true" className="size-5" />
                {texts.newTrip}
              </Link>
            </Button>
          )}
        </div>
      </header>
      {suspended && (
        <Notice tone="stale">
          <p className="font-bold">{texts.suspended.title}</p>
          <p>{texts.suspended.lead}</p>
        </Notice>
      )}
      {children}
    </Page>
  );
}

/** The sentence for a `kabar` of the address; nothing for one that is not ours, nor for what the trip does not bear out: an address stays. */
export function flashOf(kabar: unknown, isClosed: boolean, locale: Locale): string | undefined {
  const { flash } = organizerTexts(locale);
  if (isClosed !== (kabar === "ditutup")) return undefined;
  return typeof kabar === "string" && Object.hasOwn(flash, kabar) ? flash[kabar] : undefined;
}
