import type { Route } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { preferences } from "#app/_session/preferences.ts";
import { organizer, visitor } from "#app/_session/visitor.ts";
import { partHeader } from "#asked-part.ts";
import { textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { NoticePage } from "#ui/notice-page.tsx";

type Way = { href: Route; label: string };
export type Lost = { title: string; lead: string; ways: [Way, ...Way[]] };

/**
 * What is said at an address that leads nowhere, and the ways on from it: those of the part of the site that it is in, where it
 * is open to whoever asks, so that nobody else is told what there is.
 */
export async function lost(): Promise<Lost> {
  const { notFound } = textsFor((await preferences()).locale).site;
  const { title } = notFound;
  const help: Way = { href: "/bantuan", label: notFound.help };
  switch (await openPart()) {
    case "admin": {
      const { lead, home, search } = notFound.admin;
      return {
        title,
        lead,
        ways: [
          { href: "/admin", label: home },
          { href: "/admin/cari", label: search },
        ],
      };
    }
    case "organizer": {
      const { lead, home } = notFound.organizer;
      return { title, lead, ways: [{ href: "/organizer", label: home }, help] };
    }
    default:
      return { title, lead: notFound.lead, ways: [{ href: "/", label: notFound.home }, help] };
  }
}

async function openPart(): Promise<string | null> {
  const part = await askedPart();
  if (part === "admin" && (await visitor())?.role !== "ADMIN") return null;
  return part === "organizer" && !(await organizer()) ? null : part;
}

/** The part of the site that was asked for. */
export async function askedPart(): Promise<string | null> {
  return (await headers()).get(partHeader);
}

/** Where to go from an address that leads nowhere; the first is the likeliest. */
export function LostWays({ ways }: { ways: Way[] }) {
  return ways.map(({ href, label }, place) => (
    <Button key={href} asChild tone={place === 0 ? undefined : "quiet"}>
      <Link href={href} prefetch={false}>
        {label}
      </Link>
    </Button>
  ));
}

/** The same in the frame of a part of the site. */
export async function LostHere() {
  const { title, lead, ways } = await lost();
  return (
    <>
      <h1 className="text-3xl font-extrabold sm:text-4xl">{title}</h1>
      <p className="mt-3 max-w-[46ch] text-lg text-ink-soft">{lead}</p>
      <div className="mt-6 flex flex-wrap gap-3">
        <LostWays ways={ways} />
      </div>
    </>
  );
}

/** The same as a page of its own. */
export async function LostAnywhere() {
  const { title, lead, ways } = await lost();
  return (
    <NoticePage title={title} lead={lead}>
      <LostWays ways={ways} />
    </NoticePage>
  );
}
