import type { Route } from "next";
import Link from "next/link";
import { classes } from "./classes.ts";
import { TabRow } from "./tab-row.tsx";

/** One list among several of a page; `count` where somebody should know it before looking. */
export type Tab = { href: Route; label: string; count?: number; here: boolean };

/** Links between the lists of one page, in a row that scrolls by itself on a phone. */
export function Tabs({ tabs, label }: { tabs: Tab[]; label: string }) {
  return (
    <TabRow label={label} here={tabs.find(({ here }) => here)?.href}>
      <ul className="flex w-max min-w-full gap-1 border-b border-line">
        {tabs.map(({ href, label, count, here }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={here ? "page" : undefined}
              className={classes(
                "-mb-px inline-flex min-h-11 items-center gap-2 border-b-2 border-transparent px-3 text-[15px] font-semibold whitespace-nowrap text-ink-soft transition-colors duration-150 hover:text-ink focus-visible:-outline-offset-2",
                here && "border-sea text-ink",
              )}
            >
              {label}
              {count !== undefined && (
                <span className="rounded-full bg-sand px-2 py-0.5 text-xs font-bold text-ink-soft tabular-nums">
                  {count}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </TabRow>
  );
}
