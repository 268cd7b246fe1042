"use client";

import { Button } from "./button.tsx";
import { Printer } from "./icons.tsx";

/** Opens the browser's own printing. */
export function PrintButton({ label }: { label: string }) {
  return (
    <Button tone="quiet" onClick={() => window.print()}>
      <Printer aria-hidden="true" className="size-4" />
      {label}
    </Button>
  );
}
