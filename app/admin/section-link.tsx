"use client";

import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { classes } from "#ui/classes.ts";
import {
  Activity,
  ArrowRight,
  Banknote,
  ClipboardList,
  House,
  Landmark,
  Mail,
  Mountain,
  Undo2,
  Users,
  Wallet,
} from "#ui/icons.tsx";
import { useCount } from "./counts/fresh-counts.tsx";

const icons = {
  home: House,
  payments: Wallet,
  refunds: Undo2,
  payouts: Banknote,
  transfers: ArrowRight,
  bank: Landmark,
  trips: Mountain,
  users: Users,
  emails: Mail,
  audit: ClipboardList,
  activity: Activity,
} as const;

type SectionLinkProps = {
  href: Route;
  icon: keyof typeof icons;
  children: string;
};

/** One entry of the sidebar with how much waits there; marked while the page or one below it is open. Closes the drawer it stands in. */
export function SectionLink({ href, icon, children }: SectionLinkProps) {
  const path = usePathname();
  const waiting = useCount(href);
  const Icon = icons[icon];
  // The front page of the back office is above all others, but none of them is a part of it.
  const here = path === href || (href !== "/admin" && path.startsWith(`${href}/`));
  return (
    <Link
      href={href}
      aria-current={path === href ? "page" : here ? "true" : undefined}
      onClick={(event) => event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover()}
      className={classes(
        "flex min-h-11 items-center gap-3 rounded-control px-3 text-[15px] font-semibold text-ink-soft transition-colors duration-150 hover:bg-sand hover:text-ink lg:min-h-10",
        here && "bg-sea-tint text-sea-strong hover:bg-sea-tint hover:text-sea-strong",
      )}
    >
      <Icon aria-hidden="true" className="size-4.5" />
      {children}
      {waiting && (
        <span className="ml-auto rounded-full bg-sea px-2 py-0.5 text-xs font-bold text-on-sea tabular-nums">
          <span aria-hidden="true">{waiting.figure}</span>
          <span className="sr-only">{waiting.words}</span>
        </span>
      )}
    </Link>
  );
}
