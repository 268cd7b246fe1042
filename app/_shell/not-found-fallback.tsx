"use client";

import { notFound, useServerInsertedHTML } from "next/navigation";
import type { ReactNode } from "react";

/**
 * Says `notFound()` while the page is drawn, and leaves `children` in the document for browsers without scripts: what a
 * component inserts from the server is kept when Next throws the drawn page away for its empty one.
 */
export function NotFoundFallback({ children }: { children: ReactNode }): never {
  let inserted = false;
  useServerInsertedHTML(() => {
    if (inserted) return null;
    inserted = true;
    return <noscript>{children}</noscript>;
  });
  notFound();
}
