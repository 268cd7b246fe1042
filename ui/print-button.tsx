"use client";

import type { ComponentProps } from "react";
import { Button } from "./button.tsx";
import { Printer } from "./icons.tsx";

/** Opens the browser's own printing. */
export function PrintButton({ label, size }: { label: string; size?: ComponentProps<typeof Button>["size"] }) {
  return (
    <Button tone="quiet" size={size} className="noscript:hidden" onClick={() => window.print()}>
      <Printer aria-hidden="true" className="size-4" />
      {label}
    </Button>
  );
}
