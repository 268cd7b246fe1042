import type { ReactNode } from "react";

/** What stands where a list is empty: what it will hold, and what to do for that. */
export function Empty({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  return (
    <div className="rounded-card border border-dashed border-line-strong/50 px-5 py-10 text-center">
      <p className="text-lg font-bold">{title}</p>
      {lead && <p className="mx-auto mt-1.5 max-w-[46ch] text-ink-soft">{lead}</p>}
      {children && <div className="mt-5 flex flex-wrap justify-center gap-3">{children}</div>}
    </div>
  );
}
