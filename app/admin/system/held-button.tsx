"use client";

import { Button } from "#ui/button.tsx";

/** Floats above a list that holds something back, and takes no room, so that it moves nothing when it comes. */
export function HeldButton({ label, onClick }: { label: string | undefined; onClick: () => void }) {
  return (
    <div aria-live="polite" className="pointer-events-none sticky top-3 z-10 flex h-0 justify-center print:hidden">
      {label && (
        <Button size="small" onClick={onClick} className="pointer-events-auto shadow-float">
          {label}
        </Button>
      )}
    </div>
  );
}
