"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { createElement, type MouseEvent } from "react";

type CachedHtmlProps = { as?: "div" | "ul"; html: string; className?: string };

/**
 * What the server drew as text already. Its links lead on within the app, as the framework's own do, where the script runs.
 */
export function CachedHtml({ as = "div", html, className }: CachedHtmlProps) {
  const router = useRouter();
  return createElement(as, {
    className,
    onClick: (event: MouseEvent) => {
      const path = pathOf(event);
      if (!path) return;
      event.preventDefault();
      router.push(path as Route);
    },
    dangerouslySetInnerHTML: { __html: html },
  });
}

/** Where a plain click on one of our own links leads; undefined for a click that is the browser's affair. */
function pathOf(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return undefined;
  const link = (event.target as Element).closest("a");
  const path = link?.getAttribute("href");
  return path?.startsWith("/") ? path : undefined;
}
