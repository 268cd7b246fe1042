import type { ReactNode } from "react";
import { classes } from "./classes.ts";

/** A name and what stands beside it. */
export type Fact = { name: string; value: ReactNode };

/** Names and values under each other. Facts without a value are left out. */
export function Facts({ facts, className }: { facts: Fact[]; className?: string }) {
  return (
    <dl className={classes("divide-y divide-line text-[15px]", className)}>
      {facts
        .filter(({ value }) => value !== null && value !== undefined && value !== false)
        .map(({ name, value }) => (
          <div key={name} className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 py-1">
            <dt className="text-ink-soft">{name}</dt>
            <dd className="min-w-0 text-right font-medium tabular-nums">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
