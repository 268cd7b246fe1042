"use client";

import { Activity } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { classes } from "#ui/classes.ts";

const icons = { activity: Activity } as const;

type SectionLinkProps = { href: Route; icon: keyof typeof icons; children: string };

/** One entry of the sidebar; marked while the page or one below it is open. Closes the drawer it stands in. */
export function SectionLink({ href, icon, children }: SectionLinkProps) {
  const path = usePathname();
  const Icon = icons[icon];
  const here = path === href || path.startsWith(`${href}/`);
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
    </Link>
  );
}
