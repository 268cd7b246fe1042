import type { ReactNode } from "react";
import { classes } from "./classes.ts";

/** A name and what stands beside it. */
export type Fact = { name: string; value: ReactNode };

/** Names and values under each other. Facts without a value are left out. */
export function Facts({ facts, className }: { facts: Fact[]; className?: string }) {
  return (
    <dl className={classes("divide-y divide-line text-[15px]", className)}>
      {facts
        .filter(({ value }) => value !== null && value !== undefined && value !== false && value !== "")
        .map(({ name, value }) => (
          <div
            key={name}
            className="grid min-h-9 grid-cols-[minmax(0,auto)_minmax(45%,1fr)] content-center items-baseline gap-x-4 py-1.5"
          >
            <dt className="text-ink-soft">{name}</dt>
            {/* A moment beside a long name breaks rather than leaves the page. */}
            <dd className="min-w-0 text-right font-medium text-balance break-words tabular-nums [&_button]:text-right [&_button]:whitespace-normal">
              {value}
            </dd>
          </div>
        ))}
    </dl>
  );
}
