import type { ReactNode } from "react";
import { Check } from "#ui/icons.tsx";

/** Says beside the button that it is done, to the ear too. Its place is there before, so that nothing moves. */
export function SavedMark({ shown, children }: { shown: boolean; children: ReactNode }) {
  return (
    <p role="status" className="min-w-0 text-sm font-medium text-ok">
      {shown && (
        <span className="inline-flex gap-1.5">
          <Check aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {children}
        </span>
      )}
    </p>
  );
}
