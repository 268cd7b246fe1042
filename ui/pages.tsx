import type { Route } from "next";
import Link from "next/link";
import { Button } from "./button.tsx";
import { ChevronLeft, ChevronRight } from "./icons.tsx";

type PagesProps = { before?: Route; after?: Route; texts: { before: string; after: string; label: string } };

/** The way to the newer and the older part of a long list; nothing where it has one page. */
export function Pages({ before, after, texts }: PagesProps) {
  if (!before && !after) return null;
  return (
    <nav aria-label={texts.label} className="flex justify-between gap-3 pt-2">
      {before ? (
        <Button asChild tone="quiet" size="small">
          <Link href={before} prefetch={false}>
            <ChevronLeft aria-hidden="true" className="size-4" />
            {texts.before}
          </Link>
        </Button>
      ) : (
        <span />
      )}
      {after && (
        <Button asChild tone="quiet" size="small">
          <Link href={after} prefetch={false}>
            {texts.after}
            <ChevronRight aria-hidden="true" className="size-4" />
          </Link>
        </Button>
      )}
    </nav>
  );
}
