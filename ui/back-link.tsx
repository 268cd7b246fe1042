import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { ChevronLeft } from "./icons.tsx";

/** The way up to the list that a page belongs to. */
export function BackLink({ href, children }: { href: Route; children: ReactNode }) {
  return (
    <p className="mb-2 print:hidden">
      <Link
        href={href}
        className="-ml-1 inline-flex min-h-11 items-center gap-1 rounded-control pr-1 text-[15px] font-semibold text-ink-soft underline-offset-4 hover:text-ink hover:underline"
      >
        <ChevronLeft aria-hidden="true" className="size-4" />
        {children}
      </Link>
    </p>
  );
}
